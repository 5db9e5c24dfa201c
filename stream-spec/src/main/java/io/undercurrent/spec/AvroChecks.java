package io.undercurrent.spec;

import io.undercurrent.schemas.registry.RegistrySettings;
import io.undercurrent.spec.option.AvroOptions;
import io.undercurrent.spec.option.AvroOptions.Encoding;
import io.undercurrent.spec.option.OptionTypes;
import io.undercurrent.spec.option.RegistryOptions;
import io.undercurrent.spec.option.SourceOptions.Format;
import java.util.List;

/** Checks the options for Avro values and for the schema registry against each other. */
final class AvroChecks {
    private static final List<String> OF_AVRO =
            List.of("source.avro.schemas", "source.avro.encoding", "source.avro.schema");
    private static final List<String> OF_REGISTRY =
            List.of(
                    "registry.url",
                    "registry.user",
                    "registry.password",
                    "registry.token",
                    "registry.ca",
                    "registry.certificate",
                    "registry.key",
                    "registry.timeout");

    private final Settings settings;

    private AvroChecks(Settings settings) {
        this.settings = settings;
    }

    static void check(Settings settings, Format format) {
        AvroChecks checks = new AvroChecks(settings);
        if (format != Format.AVRO) {
            String because = "with source.format = " + OptionTypes.name(format);
            OF_AVRO.forEach(option -> settings.refuseUnused(option, because));
            checks.withoutIds(because);
        } else if (settings.get("source.avro.encoding", AvroOptions.Encoding.class)
                == Encoding.SINGLE_OBJECT) {
            checks.withoutIds("with source.avro.encoding = single-object");
            if (AvroOptions.REGISTRY.equals(settings.get("source.avro.schema", String.class))) {
                settings.refuse(
                        "source.avro.schema",
                        settings.shown("source.avro.schema")
                                + ": it needs source.avro.encoding = confluent; else name a file");
            }
        } else if (settings.get("source.avro.encoding", AvroOptions.Encoding.class)
                == Encoding.CONFLUENT) {
            settings.refuseUnused("source.avro.schemas", "with source.avro.encoding = confluent");
            checks.registry("source.avro.encoding");
        }
    }

    /**
     * Checks the registry's options if the source does not use a registry; results may still use
     * it.
     */
    private void withoutIds(String because) {
        settings.refuseUnused("source.avro.subject", because);
        Encoding results = settings.get("sink.avro.encoding", AvroOptions.Encoding.class);
        if (results == Encoding.CONFLUENT) {
            registry("sink.avro.encoding");
        } else if (results == Encoding.SINGLE_OBJECT) {
            String both = because + " and sink.avro.encoding = single-object";
            OF_REGISTRY.forEach(option -> settings.refuseUnused(option, both));
        }
    }

    private void registry(String user) {
        if (!settings.isGiven("registry.url")) {
            settings.refuse(
                    user,
                    settings.shown(user) + ": it needs registry.url, such as http://host:8081");
        }
        together("registry.user", "registry.password");
        together("registry.certificate", "registry.key");
        if (settings.isGiven("registry.user")) {
            settings.refuseUnused("registry.token", "with registry.user");
        }
        String url = settings.get("registry.url", String.class);
        if (url == null) {
            return;
        }
        if (!url.startsWith("https:")) {
            String because = "with " + settings.shown("registry.url") + ", which is no https";
            settings.refuseUnused("registry.ca", because);
            settings.refuseUnused("registry.certificate", because);
            settings.refuseUnused("registry.key", because);
            return;
        }
        boolean pair =
                settings.get("registry.certificate", String.class)
                        != null
                        == (settings.get("registry.key", String.class) != null);
        if (pair) {
            try {
                registry(settings).check();
            } catch (IllegalArgumentException e) {
                settings.refuse("registry.url", e.getMessage());
            }
        }
    }

    private void together(String one, String other) {
        needs(one, other);
        needs(other, one);
    }

    private void needs(String given, String missing) {
        if (settings.isGiven(given) && !settings.isGiven(missing)) {
            settings.refuse(given, settings.shown(given) + ": it needs " + missing + " too");
        }
    }

    static RegistrySettings registry(Settings settings) {
        return new Binder(settings).bind(RegistryOptions.class, "registry.").settings();
    }
}
