package io.undercurrent.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.undercurrent.spec.option.SpecException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    private static final String SECRET = "hunter2-plant";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssl.key.password",
                "ssl.keystore.password",
                "ssl.keystore.key",
                "sasl.jaas.config",
                "sasl.oauthbearer.client.credentials.client.secret",
                "sasl.login.TOKEN",
                "my.api.key",
                "basic.auth.user.info"
            })
    void secretPropertiesAreKeptButNotPrinted(String property) {
        StreamSpec spec = Yaml.with("kafka." + property + ": " + SECRET + "\n");
        assertThat(spec.kafka()).containsEntry(property, SECRET);
        assertThat(spec.toString()).contains(property + "=****").doesNotContain(SECRET);
    }

    @Test
    void credentialsInUrisAreNotPrinted() {
        StreamSpec spec =
                Yaml.with(
                        String.format(
                                Locale.ROOT,
                                "model: https://user:%s@host/m\ncheckpoint.folder: s3://k:%s@bucket/c\n",
                                SECRET,
                                SECRET));
        assertThat(spec.model()).contains(SECRET);
        assertThat(spec.toString())
                .contains("https://****@host/m", "s3://****@bucket/c")
                .doesNotContain(SECRET);
        assertThat(Yaml.problemsWith("model: 'https://user:" + SECRET + "@host/a b'\n"))
                .hasSize(1)
                .noneMatch(p -> p.contains(SECRET));
    }

    @Test
    void whatIsNoSecretIsPrinted() {
        assertThat(Yaml.with("kafka.security.protocol: SSL\n").toString())
                .contains(
                        "security.protocol=SSL",
                        "bootstrap.servers=embedded",
                        "topic=events",
                        "horizon=24");
    }

    @Test
    void substitutedValuesNeverEnterMessages() {
        for (String line :
                List.of(
                        "forecast.every: ${S}",
                        "forecast.quantiles: ['${S}']",
                        "source.start: ${S}",
                        "source.format: ${S}",
                        "source.time.max-ahead: ${S}",
                        "source.max-bytes: ${S}",
                        "model: '${S} ${S}'",
                        "source.time.zone: ${S}",
                        "source.time.pattern: ${S}",
                        "source.csv.delimiter: ${S}",
                        "sink.scores: ${S}/")) {
            SpecException e =
                    catchThrowableOfType(
                            SpecException.class,
                            () -> Yaml.parse(Yaml.LEAST + line + "\n", Map.of("S", SECRET)));
            assertThat(e).as(line).isNotNull();
            assertThat(e.getMessage()).as(line).contains("${S}").doesNotContain(SECRET);
        }
    }

    /** A secret may stand where its writer did not mean it to. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "registry: {url: 'http://r', password:hunter2}",
                "registry.password:hunter2",
                "registry.passwordhunter2: x",
                "registry.password=hunter2: x",
                "registry.password hunter2: x",
                "registry.password: '${2hunter2\"'",
                "registry.password: '${hunter2}'",
                "registry.password: '${a hunter2}'",
                "registry.token: [hunter2]",
                "registry.token: {hunter2: x}",
                "registry: {password: [{a: hunter2}]}",
                "kafka.sasl.jaas.config: '${2hunter2\"'",
                "kafka.sasl.jaas.config:hunter2",
                "kafka.sasl.jaas.config: [hunter2, x]",
                "kafka: {ssl.key.password: [{a: hunter2}]}",
                "registry.password: \"hunter2",
                "registry.password: hunter2: x",
                "registry: {password: 'hunter2'",
                "registry.password: !!int hunter2",
                "registry.password: &a hunter2\nregistry.token: *b",
            })
    void noSlipOfThePenPrintsASecret(String line) {
        assertThat(Yaml.problemsWith(line + "\n"))
                .as(line)
                .isNotEmpty()
                .noneMatch(problem -> problem.contains("hunter2"));
    }
}
