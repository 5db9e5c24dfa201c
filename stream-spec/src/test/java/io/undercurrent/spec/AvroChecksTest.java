package io.undercurrent.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What has to fit together about Avro and the registry, and that secrets stay unseen. */
class AvroChecksTest {
    private static final String CONFLUENT =
            "source.avro.encoding: confluent\nregistry.url: http://r:8081\n";

    private static void refused(String lines, String problem) {
        assertThat(Yaml.problemsWith(lines)).as(lines).containsExactly("stream.yaml " + problem);
    }

    @Test
    void aRegistryStreamIsRead() {
        StreamSpec spec =
                Yaml.parse(
                        Yaml.LEAST
                                + CONFLUENT
                                + "source.avro.schema: registry\n"
                                + "registry: {user: u, password: '${P}', timeout: 3s}\n",
                        Map.of("P", "hunter2"));
        assertThat(spec.registry().password()).isEqualTo("hunter2");
        assertThat(spec.registry().timeout()).hasSeconds(3);
        assertThat(spec.source().avro().subject()).isEqualTo("events-value");
        assertThat(spec.source().avro().schema()).isEqualTo("registry");
        assertThat(spec.source().isEvent()).isFalse();
        assertThat(spec.source().usesRegistry()).isTrue();
        assertThat(spec.toString()).contains("password=****").doesNotContain("hunter2");
    }

    @Test
    void resultsMayHaveARegistrysIdsWhateverTheSourceIs() {
        String lines = "sink.avro.encoding: confluent\nregistry.url: http://r:8081\n";
        StreamSpec spec = Yaml.parse(Yaml.LEAST + "source.format: json\n" + lines, Map.of());
        assertThat(spec.source().usesRegistry()).isFalse();
        assertThat(spec.sink().usesRegistry()).isTrue();
        assertThat(spec.registry().url()).isEqualTo("http://r:8081");
        refused(
                "sink.avro.encoding: confluent\n",
                "line 4: sink.avro.encoding = confluent: it needs registry.url, such as"
                        + " http://host:8081");
        String user = lines + "registry: {user: u, password: hunter2}\n";
        assertThat(Yaml.parse(Yaml.LEAST + user, Map.of()).toString())
                .contains("url=http://r:8081, user=u, password=****")
                .doesNotContain("hunter2");
        assertThat(Yaml.problemsWith("sink.avro.encoding: confluen\nregistry.url: http://r\n"))
                .singleElement()
                .asString()
                .contains("sink.avro.encoding = confluen");
        refused(
                lines + "registry.password: hunter2\n",
                "line 6: registry.password = ****: it needs registry.user too");
    }

    @Test
    void optionsWithoutEffectAreRefused() {
        refused(
                "registry.url: http://r:8081\n",
                "line 4: registry.url = http://r:8081: not used with source.avro.encoding ="
                        + " single-object and sink.avro.encoding = single-object; remove it");
        refused(
                "source.format: json\nsource.avro.encoding: confluent\n",
                "line 5: source.avro.encoding = confluent: not used with source.format = json;"
                        + " remove it");
        refused(
                "source.format: json\nregistry.token: hunter2\n",
                "line 5: registry.token = ****: not used with source.format = json and sink.avro.encoding"
                        + " = single-object; remove it");
        refused(
                "source.avro.subject: s\nsink.avro.encoding: confluent\nregistry.url: http://r:8081\n",
                "line 4: source.avro.subject = s: not used with source.avro.encoding ="
                        + " single-object; remove it");
        refused(
                CONFLUENT + "source.avro.schemas: []\n",
                "line 6: source.avro.schemas = []: not used with source.avro.encoding = confluent;"
                        + " remove it");
        refused(
                CONFLUENT + "registry.ca: -----BEGIN CERTIFICATE-----\n",
                "line 6: registry.ca = -----BEGIN CERTIFICATE-----: not used with registry.url ="
                        + " http://r:8081, which is no https; remove it");
        refused(
                CONFLUENT + "registry: {user: u, password: p, token: t}\n",
                "line 6: registry.token = ****: not used with registry.user; remove it");
    }

    @Test
    void whatBelongsTogetherIsAskedFor() {
        refused(
                "source.avro.encoding: confluent\n",
                "line 4: source.avro.encoding = confluent: it needs registry.url, such as"
                        + " http://host:8081");
        refused(
                "source.avro.schema: registry\n",
                "line 4: source.avro.schema = registry: it needs source.avro.encoding = confluent;"
                        + " else name a file");
        refused(
                CONFLUENT + "registry.password: hunter2\n",
                "line 6: registry.password = ****: it needs registry.user too");
    }

    @Test
    void wrongUrlsAndTextsAreRefusedWithoutShowingSecrets() {
        refused(
                "source.avro.encoding: confluent\nregistry.url: r:8081\n",
                "line 5: registry.url = r:8081: allowed are URLs of http or https without user and"
                        + " query, such as http://host:8081");
        assertThat(
                        Yaml.problemsWith(
                                "source.avro.encoding: confluent\n"
                                        + "registry.url: http://u:hunter2@r:8081\n"))
                .singleElement()
                .asString()
                .contains("allowed are URLs of http or https without user and query")
                .doesNotContain("hunter2");
        assertThat(
                        Yaml.problemsWith(
                                "source.avro.encoding: confluent\nregistry: {url: 'https://r',"
                                        + " certificate: '-----BEGIN CERTIFICATE-----', key:"
                                        + " '-----BEGIN hunter2'}\n"))
                .singleElement()
                .asString()
                .contains("registry.certificate: holds no certificate")
                .doesNotContain("hunter2");
    }

    @Test
    void aTokenIsWhatAHeaderMayHold() {
        for (String token : new String[] {"hunter2\u00e9", "hunter2 x", "hunter2\\n"}) {
            refused(
                    CONFLUENT + "registry.token: \"" + token + "\"\n",
                    "line 6: registry.token = ****: allowed are visible ASCII characters, without"
                            + " blanks");
        }
    }
}
