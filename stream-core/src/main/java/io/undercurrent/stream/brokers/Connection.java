package io.undercurrent.stream.brokers;

import io.undercurrent.spec.option.SpecException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.security.auth.login.LoginException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.IllegalSaslStateException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;

/**
 * Explains why brokers cannot be reached, and names the property to change. No message contains a
 * secret.
 */
final class Connection {
    private static final String MECHANISM = "sasl.mechanism";

    private Connection() {}

    /**
     * Creates a refusal that names the property to change.
     *
     * @param client the client's properties
     * @param failure the exception of Kafka's client
     * @return the refusal; empty if the failure has another cause
     */
    static Optional<SpecException> refusal(Properties client, Throwable failure) {
        return problem(client, failure).map(text -> AdminQueries.refused(text, failure));
    }

    private static Optional<String> problem(Properties client, Throwable failure) {
        String servers = client.getProperty("bootstrap.servers");
        if (has(failure, CertificateException.class::isInstance)
                || has(failure, SslAuthenticationException.class::isInstance)) {
            return Optional.of(tls(client, servers, failure));
        }
        Optional<Throwable> refused =
                chain(failure).filter(AuthenticationException.class::isInstance).findFirst();
        if (refused.isPresent()) {
            return Optional.of(login(client, servers, refused.get()));
        }
        if (has(failure, e -> e instanceof LoginException || says(e, "JAAS", "LoginModule"))) {
            // The exception's own text may quote the entry, including the password.
            return Optional.of(
                    String.format(
                            Locale.ROOT,
                            "kafka.sasl.jaas.config: no login for kafka.sasl.mechanism = %s can be made of it; needed is MODULE required username=\"NAME\" password=\"PASSWORD\"; with the mechanism's own module, for SCRAM org.apache.kafka.common.security.scram.ScramLoginModule",
                            client.getProperty(MECHANISM, "GSSAPI")));
        }
        return Optional.empty();
    }

    /**
     * Suggests a further reason if no broker answers.
     *
     * @param client the client's properties
     * @return a clause that starts with a semicolon; empty if there is no further reason
     */
    static String silence(Properties client) {
        return ListenerProbe.isLogin(client)
                ? ""
                : "; listeners that demand a login close such connections; set kafka.security.protocol: SASL_SSL or SASL_PLAINTEXT";
    }

    private static String login(Properties client, String servers, Throwable refused) {
        String said = refused.getMessage();
        String mechanism = client.getProperty(MECHANISM, "GSSAPI");
        if (refused instanceof IllegalSaslStateException) {
            String protocol = ListenerProbe.protocol(client);
            return String.format(
                    Locale.ROOT,
                    "kafka.security.protocol = %s: %s has no login there: %s; set %s, or name a listener that demands one",
                    protocol,
                    servers,
                    said,
                    protocol.replace("SASL_", ""));
        }
        if (refused instanceof UnsupportedSaslMechanismException || says(refused, "not enabled")) {
            return String.format(
                    Locale.ROOT,
                    "kafka.sasl.mechanism = %s: %s refuses it: %s; set one that is enabled there",
                    mechanism,
                    servers,
                    said);
        }
        return String.format(
                Locale.ROOT,
                "kafka.sasl.jaas.config: %s refuses this user: %s; correct the user's name and password",
                servers,
                said);
    }

    private static String tls(Properties client, String servers, Throwable failure) {
        Throwable last = chain(failure).reduce((first, next) -> next).orElse(failure);
        String said = last.getMessage();
        if (has(failure, e -> says(e, "No subject alternative", "No name matching"))) {
            return String.format(
                    Locale.ROOT,
                    "kafka.bootstrap.servers = %s: the certificate there is not for that name: %s; name the brokers as their certificates do, or have them made for this name",
                    servers,
                    said);
        }
        if (has(failure, e -> says(e, "certificate_required", "bad_certificate"))) {
            return String.format(
                    Locale.ROOT,
                    "kafka.ssl.keystore.location: %s demands a certificate of its clients: %s; name a key store with one that it trusts",
                    servers,
                    said);
        }
        if (has(failure, Connection::isOwnRefused)) {
            String store =
                    client.getProperty("ssl.keystore.certificate.chain") == null
                            ? "kafka.ssl.keystore.location"
                            : "kafka.ssl.keystore.certificate.chain";
            return String.format(
                    Locale.ROOT,
                    "%s: %s refuses this client's certificate: %s; give one that it trusts and that has not expired",
                    store,
                    servers,
                    said);
        }
        String trusted = client.getProperty("ssl.truststore.location");
        if (client.getProperty("ssl.truststore.certificates") != null) {
            return String.format(
                    Locale.ROOT,
                    "kafka.ssl.truststore.certificates: nothing in it vouches for the certificate of %s: %s; put the certificate of the brokers' authority there",
                    servers,
                    said);
        }
        if (trusted == null) {
            return String.format(
                    Locale.ROOT,
                    "kafka.ssl.truststore.location: not given, and the JDK's own authorities do not vouch for %s: %s; name a file with the authority's certificate (kafka.ssl.truststore.type: PEM)",
                    servers,
                    said);
        }
        return String.format(
                Locale.ROOT,
                "kafka.ssl.truststore.location = %s: nothing in it vouches for the certificate of %s: %s; put the certificate of the brokers' authority there",
                trusted,
                servers,
                said);
    }

    /**
     * Tells whether the broker refused this client's certificate: an alert that was received is the
     * broker's judgement of the certificate that this client sent.
     */
    private static boolean isOwnRefused(Throwable e) {
        return says(e, "Received fatal alert")
                && says(e, "certificate_unknown", "unknown_ca", "certificate_expired");
    }

    private static boolean says(Throwable e, String... texts) {
        String message = e.getMessage();
        return message != null && Stream.of(texts).anyMatch(message::contains);
    }

    private static boolean has(Throwable failure, Predicate<Throwable> what) {
        return chain(failure).anyMatch(what);
    }

    private static Stream<Throwable> chain(Throwable failure) {
        return Stream.iterate(failure, e -> e != null, Throwable::getCause).limit(50);
    }
}
