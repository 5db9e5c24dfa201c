package io.undercurrent.schemas.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.undercurrent.schemas.registry.RegistryException.Kind;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/**
 * A client of a registry. Each call ends at the settings' timeout, with all the requests that it
 * takes; an answer of more than 4 MiB is refused. Schemas are cached by id, because the schema of
 * an id never changes. Threads may share a client.
 */
public final class SchemaRegistry {
    private final RegistryHttp http;
    private final Map<Integer, Schema> byId = new ConcurrentHashMap<>();

    /**
     * Creates a client; it sends no request yet.
     *
     * @param settings the registry's address and the credentials
     * @throws IllegalArgumentException if the URL or a PEM text is not valid, or the token has
     *     characters that a header must not contain
     */
    public SchemaRegistry(RegistrySettings settings) {
        http = new RegistryHttp(settings);
    }

    /**
     * The schema with an id.
     *
     * @param id as records carry it
     * @return the schema with everything that it refers to
     * @throws RegistryException if the registry has no such entry, or does not answer
     */
    public Schema byId(int id) throws RegistryException {
        Schema known = byId.get(id);
        if (known == null) {
            Deadline deadline = http.deadline();
            known = parse(http.get("/schemas/ids/" + id, deadline), "id " + id, deadline);
            byId.put(id, known);
        }
        return known;
    }

    /**
     * The versions of a subject.
     *
     * @param subject such as {@code sensors-value}
     * @return in increasing order, without deleted versions
     * @throws RegistryException if the registry has no such subject, or does not answer
     */
    public List<Integer> versions(String subject) throws RegistryException {
        List<Integer> versions = new ArrayList<>();
        http.get(path(subject)).forEach(version -> versions.add(version.asInt()));
        return List.copyOf(versions);
    }

    /**
     * One version of a subject.
     *
     * @param subject such as {@code sensors-value}
     * @param version from 1
     * @return the version, its id and its schema
     * @throws RegistryException if the registry has no such entry, or does not answer
     */
    public RegisteredSchema version(String subject, int version) throws RegistryException {
        return registered(subject, String.valueOf(version));
    }

    /**
     * The newest version of a subject.
     *
     * @param subject such as {@code sensors-value}
     * @return the version, its id and its schema
     * @throws RegistryException if the registry has no such entry, or does not answer
     */
    public RegisteredSchema latest(String subject) throws RegistryException {
        return registered(subject, "latest");
    }

    /**
     * Registers a schema as a version of a subject; it may be one already.
     *
     * @param subject such as {@code sensors-value}
     * @param schema the schema
     * @return the id that records carry
     * @throws RegistryException if the registry finds it incompatible, or does not answer
     */
    public int register(String subject, Schema schema) throws RegistryException {
        JsonNode answer = http.post(path(subject), body(schema)).path("id");
        int id = id(answer, "registering under " + subject);
        byId.put(id, schema);
        return id;
    }

    /**
     * The id of a schema that is a version of a subject.
     *
     * @param subject such as {@code sensors-value}
     * @param schema the schema
     * @return the id that records carry; empty if it is not a version of the subject
     * @throws RegistryException if the registry does not answer
     */
    public OptionalInt idOf(String subject, Schema schema) throws RegistryException {
        JsonNode id;
        try {
            id = http.post(subjectPath(subject), body(schema)).path("id");
        } catch (RegistryException e) {
            if (e.kind() == Kind.NOT_FOUND) {
                return OptionalInt.empty();
            }
            throw e;
        }
        return OptionalInt.of(id(id, "looking a schema up under " + subject));
    }

    /**
     * Asks the registry whether the subject's compatibility rule allows a schema as the next
     * version.
     *
     * @param subject such as {@code sensors-value}
     * @param schema the schema
     * @return the registry's reasons against the schema, at least one; empty if it is compatible
     * @throws RegistryException if the registry has no such subject, or does not answer
     */
    public List<String> incompatibilities(String subject, Schema schema) throws RegistryException {
        String path = "/compatibility" + path(subject) + "/latest?verbose=true";
        JsonNode answer = http.post(path, body(schema));
        List<String> messages = new ArrayList<>();
        if (!answer.path("is_compatible").asBoolean(false)) {
            answer.path("messages").forEach(message -> messages.add(message.asText()));
            if (messages.isEmpty()) {
                messages.add("the registry gives no reason");
            }
        }
        return List.copyOf(messages);
    }

    private RegisteredSchema registered(String subject, String version) throws RegistryException {
        Deadline deadline = http.deadline();
        JsonNode answer = http.get(path(subject) + "/" + version, deadline);
        int id = answer.path("id").asInt();
        int number = answer.path("version").asInt();
        Schema schema = parse(answer, "subject " + subject + ", version " + number, deadline);
        return new RegisteredSchema(subject, number, id, schema);
    }

    private Schema parse(JsonNode answer, String what, Deadline deadline) throws RegistryException {
        return new SchemaReferences(
                        (subject, version) -> http.get(path(subject) + "/" + version, deadline))
                .parse(answer, what);
    }

    private static int id(JsonNode answer, String what) throws RegistryException {
        if (!answer.isInt()) {
            throw new RegistryException(Kind.UNAVAILABLE, what + ": no id came back", null);
        }
        return answer.asInt();
    }

    private static String path(String subject) {
        return subjectPath(subject) + "/versions";
    }

    private static String subjectPath(String subject) {
        return "/subjects/" + URLEncoder.encode(subject, UTF_8).replace("+", "%20");
    }

    private static ObjectNode body(Schema schema) {
        return JsonNodeFactory.instance.objectNode().put("schema", schema.toString());
    }
}
