package io.undercurrent.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.undercurrent.schemas.ForeignText;
import io.undercurrent.schemas.registry.RegistryException.Kind;
import java.util.HashSet;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * Builds a schema from a registry's answer and from what the answer refers to. A registry may store
 * the types that a schema uses as versions of other subjects.
 */
final class SchemaReferences {
    private static final int MOST = 256;

    /** Gets one version of a subject. */
    interface Source {
        JsonNode get(String subject, int version) throws RegistryException;
    }

    private final Source source;
    private final Schema.Parser parser = new Schema.Parser();
    private final Set<String> parsed = new HashSet<>();
    private int chars;

    SchemaReferences(Source source) {
        this.source = source;
        // Defaults in a writer's schema are never used, and older producers wrote invalid ones.
        parser.setValidateDefaults(false);
    }

    Schema parse(JsonNode answer, String what) throws RegistryException {
        String type = answer.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw new RegistryException(
                    Kind.REFUSED,
                    what + " is of type " + ForeignText.line(type) + "; allowed is AVRO",
                    null);
        }
        for (JsonNode reference : answer.path("references")) {
            String subject = reference.path("subject").asText();
            int version = reference.path("version").asInt();
            if (parsed.add(version + " " + subject)) {
                if (parsed.size() > MOST) {
                    throw new RegistryException(
                            Kind.REFUSED, what + " refers to more than " + MOST + " others", null);
                }
                parse(
                        referred(subject, version, what),
                        ForeignText.line(subject) + ", version " + version);
            }
        }
        String text = answer.path("schema").asText(null);
        if (text == null) {
            throw new RegistryException(
                    Kind.UNAVAILABLE,
                    what + ": the answer holds no schema; check registry.url",
                    null);
        }
        chars += text.length();
        if (chars > RegistryHttp.MAX_ANSWER_BYTES) {
            throw new RegistryException(
                    Kind.REFUSED,
                    what
                            + " has, with what it refers to, more than "
                            + RegistryHttp.MAX_ANSWER_BYTES
                            + " characters, which are allowed",
                    null);
        }
        try {
            return parser.parse(text);
        } catch (RuntimeException | StackOverflowError e) {
            // Avro throws many kinds, such as UnsupportedOperationException for a huge fixed.
            throw new RegistryException(
                    Kind.REFUSED,
                    what
                            + " is no Avro schema: "
                            + ForeignText.line(String.valueOf(e.getMessage())),
                    e);
        }
    }

    private JsonNode referred(String subject, int version, String what) throws RegistryException {
        try {
            return source.get(subject, version);
        } catch (RegistryException e) {
            throw new RegistryException(
                    e.kind() == Kind.NOT_FOUND ? Kind.REFUSED : e.kind(),
                    what
                            + " refers to "
                            + ForeignText.line(subject)
                            + ", version "
                            + version
                            + ": "
                            + e.getMessage(),
                    e);
        }
    }
}
