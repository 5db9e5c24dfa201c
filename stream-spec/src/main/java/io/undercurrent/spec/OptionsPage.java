package io.undercurrent.spec;

import io.undercurrent.spec.option.DeclaredOption;

/** Writes the reference page of all options from their registry. */
final class OptionsPage {
    private static final String HEAD =
            """
            # Options of `stream.yaml`

            Generated from the options that records declare; do not edit. After a change there:
            `mvn -pl stream-spec -am test -Dtest=OptionsPageTest \
            -Dsurefire.failIfNoSpecifiedTests=false -Dupdate.docs=true`

            Keys may be nested or dotted: `source: {topic: events}` and `source.topic: events` say \
            the same. A commented example is `examples/stream.yaml`. Unknown keys, wrong values \
            and options without effect are refused at start, all at once, each with its line.

            `${NAME}` in a value stands for an environment variable, `${file:path}` for a file's \
            content without the blanks and line ends at its end (a relative path is taken from \
            the folder of `stream.yaml`), `$${` for a plain `${`. Error messages show \
            the reference and not what it stands for; where settings are printed, Kafka properties \
            that hold secrets (by their names: password, secret, jaas, token, credential, private, \
            keystore.key and the like) and credentials in URIs are masked.

            `train --config FILE` takes the same file: it reads the section `train` and, with \
            `--topic`, `source` and `kafka`. `run` passes the section `train` over.
            """;

    private static final String TAIL =
            """

            ## Kafka client properties

            Every other key below `kafka.` is handed to the Kafka clients as it is, without the \
            prefix: `kafka.security.protocol: SASL_SSL` sets `security.protocol`. Refused are the \
            properties that an option above decides or that exactly-once results depend on: \
            """;

    private OptionsPage() {}

    static String render() {
        StringBuilder page = new StringBuilder(HEAD);
        String section = "";
        for (DeclaredOption option : OptionRegistry.all()) {
            if (!option.section().equals(section)) {
                section = option.section();
                page.append("\n## ").append(section).append("\n\n");
                page.append("| key | type | default | allowed | meaning |\n");
                page.append("| --- | --- | --- | --- | --- |\n");
            }
            page.append("| ")
                    .append(code(option.key()))
                    .append(" | ")
                    .append(option.type().name())
                    .append(" | ")
                    .append(fallback(option))
                    .append(" | ")
                    .append(escape(option.type().allowed()))
                    .append(" | ")
                    .append(escape(option.description()))
                    .append(" |\n");
        }
        page.append(TAIL);
        page.append(
                String.join(
                        ", ", OwnedProperties.names().stream().map(OptionsPage::code).toList()));
        return page.append(".\n").toString();
    }

    private static String fallback(DeclaredOption option) {
        if (option.fallback() != null) {
            return code(option.fallback());
        }
        return option.required() ? "required" : "none";
    }

    private static String code(String text) {
        return "`" + text.replace("|", "\\|") + "`";
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;");
    }
}
