package io.undercurrent.stream.brokers;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.spec.StreamSpec;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.kafka.common.errors.IllegalSaslStateException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients are told of failures, by the property to change. */
class ConnectionTest {
    private static Properties client(String... pairs) {
        Properties client = new Properties();
        client.setProperty("bootstrap.servers", "b:9093");
        for (int i = 0; i < pairs.length; i += 2) {
            client.setProperty(pairs[i], pairs[i + 1]);
        }
        return client;
    }

    private static String said(Properties client, Throwable failure) {
        return Connection.refusal(client, new ExecutionException(failure))
                .orElseThrow()
                .getMessage();
    }

    private static SslAuthenticationException handshake(String text) {
        return new SslAuthenticationException(
                "SSL handshake failed", new SSLHandshakeException(text));
    }

    @ParameterizedTest
    @CsvSource({"SSL, true", "sasl_ssl, true", "Sasl_Plaintext, false", "' plaintext', false"})
    void aProtocolMayBeWrittenInAnyCase(String protocol, boolean tls) {
        Properties client = client("security.protocol", protocol);
        assertThat(ListenerProbe.isTls(client)).isEqualTo(tls);
        assertThat(ListenerProbe.isLogin(client))
                .isEqualTo(protocol.startsWith("s") || protocol.startsWith("Sa"));
    }

    @Test
    void aListenerWithoutLoginIsNoWrongPassword() {
        assertThat(
                        said(
                                client("security.protocol", "sasl_plaintext"),
                                new IllegalSaslStateException("Unexpected handshake request")))
                .isEqualTo(
                        "kafka.security.protocol = SASL_PLAINTEXT: b:9093 has no login there:"
                                + " Unexpected handshake request; set PLAINTEXT, or name a listener"
                                + " that demands one");
        assertThat(said(client(), new SaslAuthenticationException("Authentication failed")))
                .startsWith("kafka.sasl.jaas.config: b:9093 refuses this user");
    }

    @Test
    void theTrustThatIsGivenIsNamedAndNotShown() {
        SslAuthenticationException failure = handshake("PKIX path building failed");
        assertThat(said(client("ssl.truststore.certificates", "-----BEGIN"), failure))
                .startsWith("kafka.ssl.truststore.certificates: nothing in it vouches for")
                .doesNotContain("BEGIN");
        assertThat(said(client("ssl.truststore.location", "/ca.pem"), failure))
                .startsWith("kafka.ssl.truststore.location = /ca.pem: ");
        assertThat(said(client(), failure)).startsWith("kafka.ssl.truststore.location: not given");
    }

    @ParameterizedTest
    @ValueSource(strings = {"certificate_unknown", "unknown_ca", "certificate_expired"})
    void whatTheBrokerRefusesIsTheClientsOwn(String alert) {
        SslAuthenticationException failure =
                handshake("(" + alert + ") Received fatal alert: " + alert);
        assertThat(said(client("ssl.truststore.location", "/ca.pem"), failure))
                .startsWith(
                        "kafka.ssl.keystore.location: b:9093 refuses this client's certificate: ");
        assertThat(said(client("ssl.keystore.certificate.chain", "-----BEGIN"), failure))
                .startsWith("kafka.ssl.keystore.certificate.chain: b:9093 refuses")
                .doesNotContain("BEGIN");
    }

    @ParameterizedTest
    @CsvSource({"PLAINTEXT, true", "sasl_plaintext, false"})
    void silenceMayMeanThatALoginIsDemanded(String protocol, boolean hinted) {
        StreamSpec spec =
                StreamSpec.parse(
                        "source.topic: t\nsource.values: [x]\nkafka: {bootstrap.servers: 'nowhere.invalid:1',"
                                + " security.protocol: "
                                + protocol
                                + "}\n",
                        "stream.yaml");
        for (Exception silence :
                new Exception[] {
                    new TimeoutException(),
                    new ExecutionException(
                            new org.apache.kafka.common.errors.TimeoutException("none"))
                }) {
            assertThat(
                            AdminQueries.unanswered(
                                            KafkaClients.properties(spec), "servers", silence)
                                    .getMessage()
                                    .endsWith(
                                            "; listeners that demand a login close such"
                                                    + " connections; set kafka.security.protocol:"
                                                    + " SASL_SSL or SASL_PLAINTEXT"))
                    .isEqualTo(hinted);
        }
        assertThat(
                        AdminQueries.unanswered(
                                KafkaClients.properties(spec),
                                "servers",
                                new ExecutionException(new IllegalStateException("other"))))
                .hasMessage("servers: java.lang.IllegalStateException: other");
    }
}
