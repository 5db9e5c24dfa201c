package io.undercurrent.command;

import io.undercurrent.spec.option.Secrets;

/** Masks secrets of a command line in the messages about it. */
final class Arguments {
    private Arguments() {}

    /**
     * Masks what sounds like a secret by the name before it. The parser quotes whole arguments, so
     * a slip of the pen ({@code --propety sasl.jaas.config=...}) would print the secret.
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
            if (name > 0 && Secrets.isSecretKey(argument.substring(0, name))) {
                masked = replace(masked, key, Secrets.MASK);
            } else if (Secrets.isSecretKey(key) && !Secrets.shownKey(key).equals(key)) {
                masked = replace(masked, key, Secrets.shownKey(key));
            } else if (i + 1 < arguments.length && isValue(argument, arguments[i + 1])) {
                masked = replace(masked, arguments[i + 1], Secrets.MASK);
            }
            if (argument.endsWith("=") && i + 1 < arguments.length) { // a blank too many
                masked = replace(masked, arguments[i + 1], Secrets.MASK);
            }
        }
        return masked;
    }

    private static boolean isValue(String name, String next) {
        return name.startsWith("-") || !next.startsWith("--");
    }

    private static String replace(String message, String secret, String shown) {
        return secret.isEmpty() ? message : message.replace(secret, shown);
    }
}
