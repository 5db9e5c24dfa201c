package io.undercurrent.command;

import io.undercurrent.spec.option.Secrets;

/** Masks secrets of a command line in the messages about it. */
final class Arguments {
    private Arguments() {}

    /**
     * Masks what sounds like a secret by the name before it. The parser quotes whole arguments, so
     * a typing error ({@code --propety sasl.jaas.config=...}) would print the secret.
     *
     * @param message the parser's message
     * @param arguments the command line
     * @return the message without the secrets' values
     */
    static String masked(String message, String... arguments) {
        String masked = message;
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            if (!Secrets.isSecretKey(argument)) {
                continue;
            }
            int name = argument.startsWith("-") ? argument.indexOf('=') : -1;
            String key = argument.substring(name + 1);
            boolean isCut = argument.endsWith("="); // a blank too many
            if (!isCut && name > 0 && Secrets.isSecretKey(argument.substring(0, name))) {
                masked = replace(masked, key, Secrets.MASK);
            } else if (!isCut && Secrets.isSecretKey(key) && !Secrets.shownKey(key).equals(key)) {
                masked = replace(masked, key, Secrets.shownKey(key));
            } else if (i + 1 < arguments.length
                    && (isCut || argument.startsWith("-") || !arguments[i + 1].startsWith("--"))) {
                masked = replace(masked, arguments[i + 1], Secrets.MASK);
            }
        }
        return masked;
    }

    private static String replace(String message, String secret, String shown) {
        return secret.isEmpty() ? message : message.replace(secret, shown);
    }
}
