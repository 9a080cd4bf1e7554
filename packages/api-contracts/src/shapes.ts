/** What many doors are told in the same form. */
import * as z from 'zod';

/** A civil month, e.g. 2026-10. */
export const monthSchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
/** 定点医疗机构编号, as the national platform gives it. */
export const hospitalIdSchema = z.string().regex(/^H\d{11}$/);
/** 居民身份证号, checked for its form only. */
export const residentNumberSchema = z.string().regex(/^\d{17}[\dXx]$/);
/** What a person says about his or her deed; kept, and shown to whom it concerns. */
export const reasonSchema = z.string().min(1).max(500);
