import type { Route } from "../route.ts";
import { schedule, schedulePreview, scheduleState } from "../schemas/schedule.ts";
import { changeSettings, checkedSettings, checkSettings, ignoreTitle, settings } from "../schemas/settings.ts";

/** What a person chooses. */
export const settingsRoutes = {
  readSettings: {
    method: "GET",
    path: "/api/config",
    summary: "Show the configuration and what it means",
    access: "read",
    answer: settings,
  },
  changeSettings: {
    method: "PUT",
    path: "/api/config",
    summary: "Replace the configuration",
    access: "write",
    body: changeSettings,
    maxBodyBytes: 1024 * 1024,
    answer: settings,
  },
  checkSettings: {
    method: "POST",
    path: "/api/config/check",
    summary: "Tell what a configuration would mean, or what is wrong with it; nothing is changed",
    access: "read",
    body: checkSettings,
    maxBodyBytes: 1024 * 1024,
    answer: checkedSettings,
  },
  ignoreTitle: {
    method: "POST",
    path: "/api/config/ignore",
    summary: "Never write a title, or write it again",
    access: "write",
    body: ignoreTitle,
    answer: settings,
  },
  readSchedule: {
    method: "GET",
    path: "/api/schedule",
    summary: "Show the schedule in words, with its next times",
    access: "read",
    answer: scheduleState,
  },
  changeSchedule: {
    method: "PUT",
    path: "/api/schedule",
    summary: "Replace the schedule",
    access: "write",
    body: schedule,
    answer: scheduleState,
  },
  previewSchedule: {
    method: "POST",
    path: "/api/schedule/preview",
    summary: "Say a schedule in words, with its next times; nothing is changed",
    access: "read",
    body: schedule,
    answer: schedulePreview,
  },
} as const satisfies Readonly<Record<string, Route>>;
