/** What may be uploaded, what becomes of it, and how people are told. */

/** What is taken, by content. */
export const PAPER_TYPES = ['image/jpeg', 'image/png', 'image/heic', 'application/pdf'] as const;
export type PaperType = (typeof PAPER_TYPES)[number];
/** What a phone may say a file is; OFD only so that it is answered with what to do instead. */
export const DECLARED_TYPES = [...PAPER_TYPES, 'image/heif', 'application/ofd'] as const;
export type DeclaredType = (typeof DECLARED_TYPES)[number];

export const PAPER_STATES = ['ticketed', 'stored', 'rejected'] as const;
export const PAPER_STATE_NAMES_ZH: Readonly<Record<(typeof PAPER_STATES)[number], string>> = {
  ticketed: '等待上传',
  stored: '已收到',
  rejected: '不能使用',
};

/** Why an uploaded paper is rejected, and what to do about it. */
export const REJECTIONS_ZH = {
  empty: '文件是空的，请重新拍照或选择文件上传。',
  'too-large': '文件超过 20 MB，请分成几份，或降低扫描清晰度后重新上传。',
  'hash-differs': '上传的内容与手机中的文件不一致，可能是网络中断所致，请重新上传。',
  'type-not-accepted': '只接收照片（JPEG、PNG、HEIC）和 PDF 文件，请拍照或另存为 PDF 后重新上传。',
  'type-differs': '文件的实际格式与所选的不一致，请重新选择照片或 PDF 文件上传。',
  'ofd-not-readable':
    '暂不能读取 OFD 版式文件。请在开票平台下载 PDF 版，或用 OFD 阅读器打开后另存为 PDF（或截图）再上传。',
  encrypted: '该 PDF 有密码保护，无法打开。请去掉密码另存，或打开后截图上传。',
  truncated: '文件不完整，可能没有传完，请重新拍照或导出后上传。',
  damaged: '文件已损坏，打不开，请重新拍照或导出后上传。',
  'too-many-pixels': '图片尺寸过大（超过 7000 万像素），请用普通拍照模式重新拍摄后上传。',
  disguised: '文件中夹带了其他格式的内容，为安全起见不能接收，请直接拍照上传。',
  infected: '文件中发现病毒，已隔离，请勿再次发送。请直接拍照上传。',
} as const;
export type Rejection = keyof typeof REJECTIONS_ZH;

export const isRejection = (word: string): word is Rejection => word in REJECTIONS_ZH;
export const REJECTIONS = Object.keys(REJECTIONS_ZH).filter(isRejection);

/** What a malware scanner said; a stage without one says so. */
export const SCAN_STATES = ['clean', 'infected', 'not-scanned'] as const;
export type ScanState = (typeof SCAN_STATES)[number];
/** On the object of an infected paper: the bucket gives an object with this tag to nobody. */
export const INFECTED_MARK = { name: 'scan', value: 'infected' } as const;
export const SCAN_NAMES_ZH: Readonly<Record<ScanState, string>> = {
  clean: '已查毒，未发现病毒',
  infected: '发现病毒，已隔离',
  'not-scanned': '未经查毒',
};
