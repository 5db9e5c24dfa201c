package io.undercurrent.mamba2.json;

import java.io.IOException;

/** Malformed JSON; the message says where and what was expected. */
public final class JsonException extends IOException {

    private static final long serialVersionUID = 1;

    JsonException(String message) {
        super(message);
    }
}
