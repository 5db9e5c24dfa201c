package io.undercurrent.schemas.registry;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.testing.FakeRegistry;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS from PEM texts, with a certificate that the JDK's own tool has made. */
class RegistryTlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir private Path folder;

    private KeyStore store() throws Exception {
        Path file = folder.resolve("keys.p12");
        String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process =
                new ProcessBuilder(
                                keytool,
                                "-genkeypair",
                                "-alias",
                                "a",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "san=dns:localhost",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                "changeit",
                                "-keystore",
                                file.toString())
                        .redirectErrorStream(true)
                        .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    private static String pem(String kind, byte[] der) {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(der);
        return String.format(
                Locale.ROOT, "-----BEGIN %s-----\n%s\n-----END %s-----", kind, body, kind);
    }

    private static RegistrySettings settings(
            String url, String ca, String certificate, String key) {
        return new RegistrySettings(
                url, null, null, null, ca, certificate, key, Duration.ofSeconds(20));
    }

    @Test
    void aPemCertificateIsTrustedAndTheJdksOwnAreNotEnough() throws Exception {
        KeyStore store = store();
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        String certificate = pem("CERTIFICATE", store.getCertificate("a").getEncoded());
        String key = pem("PRIVATE KEY", store.getKey("a", PASSWORD).getEncoded());
        Schema schema = Schema.create(Schema.Type.STRING);
        try (FakeRegistry fake = new FakeRegistry(context)) {
            int id = fake.add("s", schema);
            String url = fake.url();
            assertThat(new SchemaRegistry(settings(url, certificate, null, null)).byId(id))
                    .isEqualTo(schema);
            assertThat(new SchemaRegistry(settings(url, certificate, certificate, key)).byId(id))
                    .isEqualTo(schema);
            assertThatThrownBy(() -> new SchemaRegistry(RegistrySettings.of(url)).byId(id))
                    .isInstanceOf(RegistryException.class)
                    .hasMessageContaining("PKIX");
        }
    }

    @Test
    void whatIsNoPemIsRefusedWithoutShowingIt() throws Exception {
        String url = "https://localhost";
        assertThatThrownBy(() -> new SchemaRegistry(settings(url, "s3cret", null, null)))
                .hasMessageStartingWith("registry.ca: holds no certificate; allowed are PEM")
                .hasMessageNotContaining("s3cret");
        String certificate = pem("CERTIFICATE", store().getCertificate("a").getEncoded());
        assertThatThrownBy(() -> new SchemaRegistry(settings(url, null, certificate, "s3cret")))
                .hasMessageStartingWith("registry.key: holds no private key; allowed are PEM")
                .hasMessageNotContaining("s3cret");
    }
}
