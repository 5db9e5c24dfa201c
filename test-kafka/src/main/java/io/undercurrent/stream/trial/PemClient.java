package io.undercurrent.stream.trial;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A client of Flink's REST interface of a run, with the keys that the run made, or without. */
public final class PemClient {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private PemClient() {}

    /** A client with the key in a folder, which trusts the certificate in it. */
    public static HttpClient of(Path folder) throws IOException, GeneralSecurityException {
        String text = Files.readString(folder.resolve("client.pem"));
        byte[] key = Base64.getMimeDecoder().decode(between(text, "PRIVATE KEY"));
        PrivateKey parsed =
                KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key));
        KeyStore own = KeyStore.getInstance(KeyStore.getDefaultType());
        own.load(null, null);
        own.setKeyEntry("own", parsed, new char[0], new Certificate[] {certificate(text)});
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, new char[0]);
        return client(folder, keys.getKeyManagers());
    }

    /** A client that trusts the certificate in a folder and has no key. */
    public static HttpClient withoutKey(Path folder) throws IOException, GeneralSecurityException {
        return client(folder, null);
    }

    private static HttpClient client(Path folder, KeyManager[] keys)
            throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry(
                "rest", certificate(Files.readString(folder.resolve("server.pem"))));
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).connectTimeout(CONNECT).build();
    }

    private static Certificate certificate(String pem) throws GeneralSecurityException {
        String text =
                "-----BEGIN CERTIFICATE-----"
                        + between(pem, "CERTIFICATE")
                        + "-----END CERTIFICATE-----\n";
        return CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(text.getBytes(US_ASCII)));
    }

    private static String between(String pem, String what) {
        String begin = "-----BEGIN " + what + "-----";
        int from = pem.indexOf(begin) + begin.length();
        return pem.substring(from, pem.indexOf("-----END " + what + "-----"));
    }
}
