package io.undercurrent.kafka.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Makes a local broker require TLS, SCRAM and ACLs of its clients. Its users exist before it first
 * answers, so no client ever connects without a password. Between controller and broker, both sides
 * present the broker's certificate.
 *
 * @param keyStore the broker's key and certificate, a PKCS12 file
 * @param storePassword the password of that file
 * @param certificate the same certificate as a PEM file, which clients trust
 * @param superUser the user whom no ACL limits; one of the users
 * @param users passwords by user name; both consist of letters, digits, dots, dashes and
 *     underscores
 */
public record Secured(
        Path keyStore,
        String storePassword,
        Path certificate,
        String superUser,
        Map<String, String> users) {
    static final String LISTENER = "SASL_SSL";
    private static final String MECHANISM = "SCRAM-SHA-512";
    private static final String MODULE = "org.apache.kafka.common.security.scram.ScramLoginModule";
    private static final String AUTHORIZER =
            "org.apache.kafka.metadata.authorizer.StandardAuthorizer";

    /** Matches text that needs no quoting, neither for the formatter nor in a JAAS entry. */
    private static final Pattern PLAIN = Pattern.compile("[\\w.-]+");

    /** Checks names and passwords. */
    public Secured {
        users = Map.copyOf(users);
        users.forEach(
                (user, password) -> {
                    if (!PLAIN.matcher(user).matches() || !PLAIN.matcher(password).matches()) {
                        throw new LocalKafkaException(
                                "user '"
                                        + user
                                        + "': name and password may have letters, digits, dots,"
                                        + " dashes and underscores");
                    }
                });
        if (!users.containsKey(superUser)) {
            throw new LocalKafkaException(
                    "super user '" + superUser + "' has no password; give one in users");
        }
    }

    /**
     * The properties of a user's client, except {@code bootstrap.servers}.
     *
     * @param user one of the users
     * @return Kafka client properties, including the password
     */
    public Map<String, String> client(String user) {
        Map<String, String> client = new LinkedHashMap<>();
        client.put("security.protocol", LISTENER);
        client.put("sasl.mechanism", MECHANISM);
        client.put("sasl.jaas.config", jaas(user));
        client.put("ssl.truststore.type", "PEM");
        client.put("ssl.truststore.location", certificate.toString());
        return client;
    }

    private String jaas(String user) {
        return String.format(
                Locale.ROOT,
                "%s required username=\"%s\" password=\"%s\";",
                MODULE,
                user,
                users.get(user));
    }

    /** The users in the form that Kafka's formatter accepts. */
    List<String> scramArguments() {
        return users.entrySet().stream()
                .map(
                        u ->
                                String.format(
                                        Locale.ROOT,
                                        "%s=[name=%s,password=%s]",
                                        MECHANISM,
                                        u.getKey(),
                                        u.getValue()))
                .toList();
    }

    /** The broker settings except the listeners. */
    Map<String, String> settings() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("ssl.keystore.type", "PKCS12");
        all.put("ssl.keystore.location", keyStore.toString());
        all.put("ssl.keystore.password", storePassword);
        all.put("ssl.key.password", storePassword);
        all.put("ssl.truststore.type", "PEM");
        all.put("ssl.truststore.location", certificate.toString());
        // SCRAM users are in the metadata that the controller serves, so they cannot protect it.
        all.put("listener.name.controller.ssl.client.auth", "required");
        all.put("sasl.enabled.mechanisms", MECHANISM);
        all.put("sasl.mechanism.inter.broker.protocol", MECHANISM);
        all.put("listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config", jaas(superUser));
        all.put("authorizer.class.name", AUTHORIZER);
        all.put("allow.everyone.if.no.acl.found", "false");
        all.put("super.users", String.format(Locale.ROOT, "User:%s;User:%s", superUser, subject()));
        return all;
    }

    private String subject() {
        try (InputStream in = Files.newInputStream(certificate)) {
            var read = CertificateFactory.getInstance("X.509").generateCertificate(in);
            return ((X509Certificate) read).getSubjectX500Principal().getName();
        } catch (IOException | CertificateException e) {
            throw new LocalKafkaException(certificate + ": no certificate in PEM: " + e, e);
        }
    }

    /** Without the passwords. */
    @Override
    public String toString() {
        return "Secured[certificate=" + certificate + ", users=" + users.keySet() + "]";
    }
}
