package io.undercurrent.spec;

import io.undercurrent.schemas.registry.RegistrySettings;
import io.undercurrent.spec.StreamSpec.Avro.Encoding;
import io.undercurrent.spec.StreamSpec.Format;
import java.util.List;

/** What has to fit together about Avro values and the registry. */
final class AvroChecks {
    private static final List<Option<?>> OF_AVRO =
            List.of(Options.AVRO_SCHEMAS, Options.AVRO_ENCODING, Options.AVRO_SCHEMA);
    private static final List<Option<?>> OF_REGISTRY =
            List.of(
                    Options.REGISTRY_URL,
                    Options.REGISTRY_USER,
                    Options.REGISTRY_PASSWORD,
                    Options.REGISTRY_TOKEN,
                    Options.REGISTRY_CA,
                    Options.REGISTRY_CERTIFICATE,
                    Options.REGISTRY_KEY,
                    Options.REGISTRY_TIMEOUT);

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
        } else if (settings.get(Options.AVRO_ENCODING) == Encoding.SINGLE_OBJECT) {
            checks.withoutIds("with source.avro.encoding = single-object");
            if (StreamSpec.Avro.REGISTRY.equals(settings.get(Options.AVRO_SCHEMA))) {
                settings.refuse(
                        Options.AVRO_SCHEMA,
                        settings.shown(Options.AVRO_SCHEMA)
                                + ": it needs source.avro.encoding = confluent; else name a file");
            }
        } else if (settings.get(Options.AVRO_ENCODING) == Encoding.CONFLUENT) {
            settings.refuseUnused(Options.AVRO_SCHEMAS, "with source.avro.encoding = confluent");
            checks.registry(Options.AVRO_ENCODING);
        }
    }

    /** The source has no use for a registry; results may have. */
    private void withoutIds(String because) {
        settings.refuseUnused(Options.AVRO_SUBJECT, because);
        Encoding results = settings.get(Options.SINK_ENCODING);
        if (results == Encoding.CONFLUENT) {
            registry(Options.SINK_ENCODING);
        } else if (results == Encoding.SINGLE_OBJECT) {
            String both = because + " and sink.avro.encoding = single-object";
            OF_REGISTRY.forEach(option -> settings.refuseUnused(option, both));
        }
    }

    private void registry(Option<Encoding> user) {
        if (!settings.isGiven(Options.REGISTRY_URL)) {
            settings.refuse(
                    user,
                    settings.shown(user) + ": it needs registry.url, such as http://host:8081");
        }
        together(Options.REGISTRY_USER, Options.REGISTRY_PASSWORD);
        together(Options.REGISTRY_CERTIFICATE, Options.REGISTRY_KEY);
        if (settings.isGiven(Options.REGISTRY_USER)) {
            settings.refuseUnused(Options.REGISTRY_TOKEN, "with registry.user");
        }
        String url = settings.get(Options.REGISTRY_URL);
        if (url == null) {
            return;
        }
        if (!url.startsWith("https:")) {
            String because = "with " + settings.shown(Options.REGISTRY_URL) + ", which is no https";
            settings.refuseUnused(Options.REGISTRY_CA, because);
            settings.refuseUnused(Options.REGISTRY_CERTIFICATE, because);
            settings.refuseUnused(Options.REGISTRY_KEY, because);
            return;
        }
        boolean pair =
                settings.get(Options.REGISTRY_CERTIFICATE)
                        != null
                        == (settings.get(Options.REGISTRY_KEY) != null);
        if (pair) {
            try {
                registry(settings).check();
            } catch (IllegalArgumentException e) {
                settings.refuse(Options.REGISTRY_URL, e.getMessage());
            }
        }
    }

    private void together(Option<?> one, Option<?> other) {
        needs(one, other);
        needs(other, one);
    }

    private void needs(Option<?> given, Option<?> missing) {
        if (settings.isGiven(given) && !settings.isGiven(missing)) {
            settings.refuse(given, settings.shown(given) + ": it needs " + missing.key() + " too");
        }
    }

    static RegistrySettings registry(Settings settings) {
        return new RegistrySettings(
                settings.get(Options.REGISTRY_URL),
                settings.get(Options.REGISTRY_USER),
                settings.get(Options.REGISTRY_PASSWORD),
                settings.get(Options.REGISTRY_TOKEN),
                settings.get(Options.REGISTRY_CA),
                settings.get(Options.REGISTRY_CERTIFICATE),
                settings.get(Options.REGISTRY_KEY),
                settings.get(Options.REGISTRY_TIMEOUT));
    }
}
