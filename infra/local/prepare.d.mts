export declare const emulatorPython: () => string;
export declare const prepare: (needs: { readonly emulator: boolean }) => void;
