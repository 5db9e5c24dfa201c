package io.undercurrent.mamba2.json;

import java.io.IOException;

/** Malformed JSON; the message gives the position and what was expected there. */
public final class JsonException extends IOException {

    private static final long serialVersionUID = 1;

    JsonException(String message) {
        super(message);
    }
}
