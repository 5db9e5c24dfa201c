package io.undercurrent.mamba2.safetensors;

import java.io.IOException;

/**
 * Thrown if a file is not a valid safetensors file; the message names the file, the place and the
 * fault.
 */
public final class SafetensorsException extends IOException {

    private static final long serialVersionUID = 1;

    SafetensorsException(String message) {
        super(message);
    }

    SafetensorsException(String message, Throwable cause) {
        super(message, cause);
    }
}
