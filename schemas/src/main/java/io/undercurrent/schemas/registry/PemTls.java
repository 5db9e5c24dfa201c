package io.undercurrent.schemas.registry;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Sets up TLS from PEM texts, the same as Kafka's clients take. */
final class PemTls {
    private static final char[] NO_PASSWORD = {};
    private static final Pattern PKCS8 =
            Pattern.compile(
                    "-----BEGIN PRIVATE KEY-----(.*?)-----END PRIVATE KEY-----", Pattern.DOTALL);

    private PemTls() {}

    /**
     * Creates a context with the trusted certificates and the client certificate of the settings.
     *
     * @throws IllegalArgumentException if a PEM text is not valid; the message names the option but
     *     never contains the text
     */
    static SSLContext context(RegistrySettings settings) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(settings), trust(settings), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("registry: TLS cannot be set up: " + e, e);
        }
    }

    private static TrustManager[] trust(RegistrySettings settings)
            throws GeneralSecurityException, IOException {
        if (settings.ca() == null) {
            return null;
        }
        KeyStore store = empty();
        int n = 0;
        for (Certificate certificate : certificates("registry.ca", settings.ca())) {
            store.setCertificateEntry("ca" + n++, certificate);
        }
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyManager[] keys(RegistrySettings settings)
            throws GeneralSecurityException, IOException {
        if (settings.certificate() == null) {
            return null;
        }
        KeyStore store = empty();
        Certificate[] chain =
                certificates("registry.certificate", settings.certificate())
                        .toArray(Certificate[]::new);
        store.setKeyEntry("client", key(settings.key()), NO_PASSWORD, chain);
        KeyManagerFactory factory =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static Collection<? extends Certificate> certificates(String option, String pem)
            throws GeneralSecurityException {
        Collection<? extends Certificate> all = List.of();
        GeneralSecurityException broken = null;
        try {
            all =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(pem.getBytes(US_ASCII)));
        } catch (GeneralSecurityException e) {
            broken = e;
        }
        if (all.isEmpty()) {
            throw new IllegalArgumentException(
                    option
                            + ": holds no certificate; allowed are PEM texts that begin with"
                            + " -----BEGIN CERTIFICATE-----, such as ${file:ca.pem}",
                    broken);
        }
        return all;
    }

    private static PrivateKey key(String pem) throws GeneralSecurityException {
        Matcher body = PKCS8.matcher(pem);
        if (body.find()) {
            byte[] der = Base64.getMimeDecoder().decode(body.group(1));
            for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
                try {
                    return KeyFactory.getInstance(algorithm)
                            .generatePrivate(new PKCS8EncodedKeySpec(der));
                } catch (InvalidKeySpecException e) {
                    // The key has another algorithm. If no algorithm accepts it, the exception
                    // below says so.
                }
            }
        }
        throw new IllegalArgumentException(
                "registry.key: holds no private key; allowed are PEM texts that begin with"
                        + " -----BEGIN PRIVATE KEY----- (PKCS#8, not encrypted): openssl pkcs8"
                        + " -topk8 -nocrypt makes one");
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }
}
