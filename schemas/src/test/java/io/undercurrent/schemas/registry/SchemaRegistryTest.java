package io.undercurrent.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.undercurrent.schemas.registry.RegistryException.Kind;
import io.undercurrent.testing.FakeRegistry;
import io.undercurrent.testing.FakeRegistry.Mood;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.junit.jupiter.api.Test;

/** What the client makes of a registry's answers, right and wrong. */
class SchemaRegistryTest {
    private static final Schema READING =
            SchemaBuilder.record("Reading")
                    .namespace("plant")
                    .fields()
                    .requiredDouble("x")
                    .endRecord();

    private static RegistryException failed(Callable<?> call) {
        return catchThrowableOfType(RegistryException.class, call::call);
    }

    private static RegistrySettings settings(String url, String user, String token, int millis) {
        String password = user == null ? null : "pass:word";
        return new RegistrySettings(
                url, user, password, token, null, null, null, Duration.ofMillis(millis));
    }

    @Test
    void itRegistersAndFinds() throws Exception {
        try (FakeRegistry fake = new FakeRegistry()) {
            SchemaRegistry registry = new SchemaRegistry(RegistrySettings.of(fake.url() + "/"));
            ConfluentEncoder encoder = ConfluentEncoder.register(registry, "a b-value", READING);
            GenericData.Record reading = new GenericData.Record(READING);
            reading.put("x", 1.5);
            byte[] bytes = encoder.encode(reading);
            assertThat(HexFormat.of().formatHex(bytes)).isEqualTo("0000000001000000000000f83f");
            assertThat(ConfluentFrame.isFramed(bytes)).isTrue();
            assertThat(ConfluentFrame.id(bytes)).isEqualTo(1);
            assertThat(registry.versions("a b-value")).containsExactly(1);
            assertThat(registry.idOf("a b-value", READING)).hasValue(1);
            assertThat(registry.idOf("another", READING)).isEmpty();
            assertThat(registry.latest("a b-value"))
                    .isEqualTo(new RegisteredSchema("a b-value", 1, 1, READING));
            assertThat(registry.version("a b-value", 1).describe())
                    .isEqualTo("plant.Reading (subject a b-value, version 1, id 1)");
            assertThat(fake.requests).contains("POST /subjects/a b-value/versions");
        }
    }

    @Test
    void anIdIsAskedForOnce() throws Exception {
        try (FakeRegistry fake = new FakeRegistry()) {
            int id = fake.add("s", READING);
            SchemaRegistry registry = new SchemaRegistry(RegistrySettings.of(fake.url()));
            assertThat(registry.byId(id)).isEqualTo(READING);
            assertThat(registry.byId(id)).isEqualTo(READING);
            assertThat(fake.requests).containsExactly("GET /schemas/ids/" + id);
        }
    }

    @Test
    void referencesAreResolved() throws Exception {
        try (FakeRegistry fake = new FakeRegistry()) {
            fake.add("reading", READING);
            String text =
                    "{\"type\":\"record\",\"name\":\"Pair\",\"namespace\":\"plant\",\"fields\":["
                            + "{\"name\":\"a\",\"type\":\"Reading\"},{\"name\":\"b\",\"type\":\"plant.Reading\"}]}";
            ObjectNode schema = new ObjectMapper().createObjectNode().put("schema", text);
            schema.putArray("references")
                    .addObject()
                    .put("name", "plant.Reading")
                    .put("subject", "reading")
                    .put("version", 1);
            int id = fake.add("pair-value", schema);
            SchemaRegistry registry = new SchemaRegistry(RegistrySettings.of(fake.url()));
            assertThat(registry.byId(id).getField("b").schema()).isEqualTo(READING);

            ObjectNode broken = schema.deepCopy();
            ((ObjectNode) broken.path("references").get(0)).put("subject", "gone");
            int other = fake.add("pair-value", broken);
            RegistryException e = failed(() -> registry.byId(other));
            assertThat(e.kind()).isEqualTo(Kind.REFUSED);
            assertThat(e).hasMessageContaining("id 3 refers to gone, version 1: GET ");
        }
    }

    @Test
    void otherTypesAndBrokenSchemasAreRefused() throws Exception {
        try (FakeRegistry fake = new FakeRegistry()) {
            ObjectMapper json = new ObjectMapper();
            int proto =
                    fake.add(
                            "p",
                            json.createObjectNode()
                                    .put("schemaType", "PROTOBUF")
                                    .put("schema", "x"));
            int broken =
                    fake.add("b", json.createObjectNode().put("schema", "{\"type\":\"recor\"}"));
            SchemaRegistry registry = new SchemaRegistry(RegistrySettings.of(fake.url()));
            assertThat(failed(() -> registry.byId(proto)))
                    .hasMessage("id 1 is of type PROTOBUF; allowed is AVRO");
            RegistryException e = failed(() -> registry.byId(broken));
            assertThat(e.kind()).isEqualTo(Kind.REFUSED);
            assertThat(e).hasMessageContaining("id 2 is no Avro schema: ");
            String text = READING.toString().replace("\"double\"", "\"double\",\"default\":\"n\"");
            int none = fake.add("d", json.createObjectNode().put("schema", text));
            assertThat(failed(() -> registry.byId(none)).kind()).isEqualTo(Kind.REFUSED);
        }
    }

    @Test
    void absencesAndFailuresAreToldApart() throws Exception {
        try (FakeRegistry fake = new FakeRegistry()) {
            SchemaRegistry registry = new SchemaRegistry(settings(fake.url(), null, null, 20_000));
            RegistryException absent = failed(() -> registry.latest("s"));
            assertThat(absent.kind()).isEqualTo(Kind.NOT_FOUND);
            assertThat(absent).hasMessageEndingWith(": 404 Subject 's' not found.");
            assertThat(failed(() -> registry.byId(7)).kind()).isEqualTo(Kind.NOT_FOUND);
            for (Mood mood : new Mood[] {Mood.DOWN, Mood.WEB_PAGE}) {
                fake.mood = mood;
                assertThat(failed(() -> registry.byId(7)).kind())
                        .as("%s", mood)
                        .isEqualTo(Kind.UNAVAILABLE);
            }
            fake.mood = Mood.SILENT;
            RegistrySettings hasty = settings(fake.url(), null, null, 300);
            assertThat(failed(() -> new SchemaRegistry(hasty).byId(7)).kind())
                    .isEqualTo(Kind.UNAVAILABLE);
            fake.mood = Mood.WELL;
            RegistrySettings mistaken =
                    settings(fake.url().replace("/api", "/x"), null, null, 20_000);
            RegistryException elsewhere = failed(() -> new SchemaRegistry(mistaken).byId(7));
            assertThat(elsewhere.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(elsewhere)
                    .hasMessageContaining("that is no registry's answer, check registry.url");
        }
    }

    @Test
    void anAnswerWithoutEndIsRefusedAtTheLimit() throws Exception {
        try (FakeRegistry fake = new FakeRegistry()) {
            fake.mood = Mood.ENDLESS;
            SchemaRegistry registry = new SchemaRegistry(settings(fake.url(), null, null, 20_000));
            RegistryException e = failed(() -> registry.byId(7));
            assertThat(e.kind()).isEqualTo(Kind.REFUSED);
            assertThat(e)
                    .hasMessageEndingWith(
                            "/schemas/ids/7: the answer has more than 4194304 bytes, which are allowed");
        }
    }

    private static ObjectNode referring(String schema, String subject) {
        ObjectNode node = new ObjectMapper().createObjectNode().put("schema", schema);
        if (subject != null) {
            node.putArray("references").addObject().put("subject", subject).put("version", 1);
        }
        return node;
    }

    @Test
    void anIdHasOneDeadlineForAllThatItRefersTo() throws Exception {
        try (FakeRegistry fake = new FakeRegistry()) {
            int id = 0;
            for (int i = 0; i < 40; i++) {
                String fixed =
                        String.format(
                                Locale.ROOT, "{\"type\":\"fixed\",\"name\":\"F%d\",\"size\":1}", i);
                id = fake.add("s" + i, referring(fixed, i == 0 ? null : "s" + (i - 1)));
            }
            fake.delay = Duration.ofMillis(250);
            SchemaRegistry registry = new SchemaRegistry(settings(fake.url(), null, null, 1500));
            int last = id;
            RegistryException e = failed(() -> registry.byId(last));
            assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(e).hasMessageContaining("answer in 1500 ms");
            assertThat(fake.requests).hasSizeLessThanOrEqualTo(7);
        }
    }

    @Test
    void whatAnIdRefersToCountsTogether() throws Exception {
        try (FakeRegistry fake = new FakeRegistry()) {
            int id = 0;
            for (int i = 0; i < 3; i++) {
                String fixed =
                        String.format(
                                Locale.ROOT,
                                "{\"type\":\"fixed\",\"name\":\"F%d\",\"size\":1,\"doc\":\"%s\"}",
                                i,
                                "x".repeat(1_500_000));
                id = fake.add("s" + i, referring(fixed, i == 0 ? null : "s" + (i - 1)));
            }
            SchemaRegistry registry = new SchemaRegistry(settings(fake.url(), null, null, 20_000));
            int last = id;
            RegistryException e = failed(() -> registry.byId(last));
            assertThat(e.kind()).isEqualTo(Kind.REFUSED);
            assertThat(e)
                    .hasMessageContaining("with what it refers to, more than 4194304 characters");
        }
    }

    @Test
    void whatARegistrySaysCannotWriteToATerminal() throws Exception {
        try (FakeRegistry fake = new FakeRegistry()) {
            ObjectNode evil = referring("x", null).put("schemaType", "A\u001b[31mB\r\nC\u202e");
            int id = fake.add("s", evil);
            SchemaRegistry registry = new SchemaRegistry(settings(fake.url(), null, null, 20_000));
            assertThat(failed(() -> registry.byId(id)))
                    .hasMessage("id 1 is of type A?[31mB??C?; allowed is AVRO");
            RegistryException absent = failed(() -> registry.latest("t\u001b[2J\nx"));
            assertThat(absent.getMessage()).endsWith("404 Subject 't?[2J?x' not found.");
        }
    }

    @Test
    void itSaysWhoAsks() throws Exception {
        try (FakeRegistry fake = new FakeRegistry()) {
            int id = fake.add("s", READING);
            fake.authorization = "Basic dXNlcjpwYXNzOndvcmQ=";
            RegistrySettings basic = settings(fake.url(), "user", null, 5000);
            assertThat(new SchemaRegistry(basic).byId(id)).isEqualTo(READING);
            RegistryException e =
                    failed(() -> new SchemaRegistry(RegistrySettings.of(fake.url())).byId(id));
            assertThat(e.kind()).isEqualTo(Kind.DENIED);
            assertThat(e).hasMessageContaining(": 401 Unauthorized; check registry.user");
            fake.authorization = "Bearer t0ken";
            RegistrySettings bearer = settings(fake.url(), null, "t0ken", 5000);
            assertThat(new SchemaRegistry(bearer).byId(id)).isEqualTo(READING);
            assertThat(basic.toString() + bearer).doesNotContain("pass:word", "t0ken");
        }
    }

    @Test
    void aTokenThatNoHeaderMayHoldIsRefusedWithoutShowingIt() {
        for (String token : new String[] {"s3cret\u00e9", "s3cret\n", "s3 cret", ""}) {
            RegistrySettings settings = settings("http://localhost:1", null, token, 1000);
            Throwable e = catchThrowable(() -> new SchemaRegistry(settings));
            assertThat(e)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "registry.token = ****: allowed are visible ASCII characters, without"
                                    + " blanks")
                    .hasNoCause();
        }
    }
}
