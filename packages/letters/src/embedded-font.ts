/** The whole typeface as bytes inside the bundle; import this in the function that prints, nowhere else: it is 10 MB. */
export { default as embeddedFont } from '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf';
