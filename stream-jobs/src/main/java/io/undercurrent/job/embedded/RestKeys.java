package io.undercurrent.job.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.SpecException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.SecurityOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.util.ExceptionUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of Flink's REST interface ({@code job.rest.port}): it shows a certificate, and demands
 * one of its clients before it reads their first byte. Both are made at the start, and end with the
 * run.
 *
 * <p>Only this user can read the folder. What Flink reads at its start is deleted right after; what
 * a client needs stays: its key with its certificate, and the interface's certificate.
 */
final class RestKeys implements AutoCloseable {
    private static final String CLIENT = "client.pem";
    private static final String SERVER = "server.pem";

    private static final Logger LOG = LoggerFactory.getLogger(RestKeys.class);
    private static final String KEYS = "keys.p12";
    private static final String TRUSTED = "trusted.p12";

    private final Path folder;
    private final String password;

    private RestKeys(Path folder, String password) {
        this.folder = folder;
        this.password = password;
    }

    /** Makes the keys in a new folder. */
    static RestKeys make() throws IOException, GeneralSecurityException {
        // The folder is created for its owner only.
        Path folder = Files.createTempDirectory("undercurrent-rest-");
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        RestKeys made = new RestKeys(folder, HexFormat.of().formatHex(random));
        SelfSigned server = SelfSigned.make("undercurrent run");
        SelfSigned client = SelfSigned.make("client of an undercurrent run");
        KeyStore keys = empty();
        keys.setKeyEntry(
                "rest",
                server.keys().getPrivate(),
                made.password.toCharArray(),
                new Certificate[] {server.certificate()});
        made.store(keys, KEYS);
        KeyStore trusted = empty();
        trusted.setCertificateEntry("client", client.certificate());
        made.store(trusted, TRUSTED);
        made.write(
                CLIENT,
                pem("PRIVATE KEY", client.keys().getPrivate().getEncoded())
                        + pem("CERTIFICATE", client.certificate().getEncoded()));
        made.write(SERVER, pem("CERTIFICATE", server.certificate().getEncoded()));
        return made;
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private void store(KeyStore store, String name) throws IOException, GeneralSecurityException {
        try (OutputStream out = Files.newOutputStream(folder.resolve(name))) {
            store.store(out, password.toCharArray());
        }
    }

    private void write(String name, String text) throws IOException {
        Files.write(folder.resolve(name), text.getBytes(US_ASCII));
    }

    private static String pem(String what, byte[] bytes) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return String.format(
                Locale.ROOT, "-----BEGIN %s-----\n%s\n-----END %s-----\n", what, text, what);
    }

    /** Adds what Flink's REST interface needs to a cluster's settings. */
    void into(Configuration settings, int port) {
        settings.set(RestOptions.BIND_PORT, String.valueOf(port));
        settings.set(SecurityOptions.SSL_REST_ENABLED, true);
        settings.set(SecurityOptions.SSL_REST_AUTHENTICATION_ENABLED, true);
        settings.set(SecurityOptions.SSL_REST_KEYSTORE, folder.resolve(KEYS).toString());
        settings.set(SecurityOptions.SSL_REST_KEYSTORE_TYPE, "PKCS12");
        settings.set(SecurityOptions.SSL_REST_KEYSTORE_PASSWORD, password);
        settings.set(SecurityOptions.SSL_REST_KEY_PASSWORD, password);
        settings.set(SecurityOptions.SSL_REST_TRUSTSTORE, folder.resolve(TRUSTED).toString());
        settings.set(SecurityOptions.SSL_REST_TRUSTSTORE_TYPE, "PKCS12");
        settings.set(SecurityOptions.SSL_REST_TRUSTSTORE_PASSWORD, password);
        settings.set(SecurityOptions.SSL_PROTOCOL, "TLSv1.3");
        settings.set(
                SecurityOptions.SSL_ALGORITHMS, "TLS_AES_256_GCM_SHA384,TLS_AES_128_GCM_SHA256");
        // The cluster runs one job. Pages of other servers may read nothing, even in a browser that
        // has the key.
        settings.set(WebOptions.SUBMIT_ENABLE, false);
        settings.set(WebOptions.ACCESS_CONTROL_ALLOW_ORIGIN, "https://localhost");
    }

    /** Deletes what only Flink's start needed. */
    void started() throws IOException {
        Files.deleteIfExists(folder.resolve(KEYS));
        Files.deleteIfExists(folder.resolve(TRUSTED));
    }

    /** One line for the user. */
    String describe(URI rest) {
        return String.format(
                Locale.ROOT,
                "Flink's REST interface at https://localhost:%d for clients with the key in %s: curl --cacert %s --cert %s https://localhost:%d/jobs",
                rest.getPort(),
                folder,
                folder.resolve(SERVER),
                folder.resolve(CLIENT),
                rest.getPort());
    }

    /** Why a cluster did not start: if the port is taken, the option that names it. */
    static Exception refusal(StreamSpec spec, Exception failure) {
        if (spec.job().restPort() == null
                || ExceptionUtils.findThrowable(failure, BindException.class).isEmpty()) {
            return failure;
        }
        SpecException refused =
                new SpecException(
                        List.of(
                                String.format(
                                        Locale.ROOT,
                                        "job.rest.port = %d: Flink's REST interface cannot listen there (%s); name another port, 0 for a free one, or leave the option out for none",
                                        spec.job().restPort(),
                                        ExceptionUtils.findThrowable(failure, BindException.class)
                                                .map(Throwable::getMessage)
                                                .orElseThrow())));
        refused.initCause(failure);
        return refused;
    }

    @Override
    public void close() {
        try {
            for (String name : List.of(KEYS, TRUSTED, CLIENT, SERVER)) {
                Files.deleteIfExists(folder.resolve(name));
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            LOG.warn("{} cannot be deleted; its keys are of no more use", folder, e);
        }
    }
}
