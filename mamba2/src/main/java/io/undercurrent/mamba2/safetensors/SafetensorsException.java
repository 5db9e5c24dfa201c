package io.undercurrent.mamba2.safetensors;

import java.io.IOException;

/** A file that is not what it claims to be; the message names the file, the place and the fault. */
public final class SafetensorsException extends IOException {

    private static final long serialVersionUID = 1;

    SafetensorsException(String message) {
        super(message);
    }

    SafetensorsException(String message, Throwable cause) {
        super(message, cause);
    }
}
