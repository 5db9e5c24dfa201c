package io.undercurrent.job.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A new key pair on the curve P-256 with a certificate for this machine's loopback names, signed by
 * itself. It is as good as its file is safe: whoever checks it compares the whole certificate.
 *
 * <p>The JDK has no public class that makes certificates, and its {@code keytool} would be four
 * more processes at the start, so the few fields are written here.
 *
 * @param keys the key pair
 * @param certificate of the public key
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5280">RFC 5280, section 4.1</a>
 */
record SelfSigned(KeyPair keys, X509Certificate certificate) {
    private static final int INTEGER = 0x02;
    private static final int BITS = 0x03;
    private static final int OCTETS = 0x04;
    private static final int UTF8 = 0x0C;
    private static final int UTC_TIME = 0x17;
    private static final int GENERAL_TIME = 0x18;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int DNS_NAME = 0x82;
    private static final int IP_ADDRESS = 0x87;
    private static final int VERSION = 0xA0;
    private static final int EXTENSIONS = 0xA3;
    private static final byte[] ECDSA_WITH_SHA256 = hex("06082a8648ce3d040302");
    private static final byte[] COMMON_NAME = hex("0603550403");
    private static final byte[] ALTERNATIVE_NAMES = hex("0603551d11");
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** What RFC 5280 has for a certificate without an end: this one ends with its file. */
    private static final String NEVER = "99991231235959Z";

    /**
     * Makes one.
     *
     * @param name whose it is, for messages of TLS clients
     */
    static SelfSigned make(String name) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair keys = generator.generateKeyPair();
        byte[] algorithm = der(SEQUENCE, ECDSA_WITH_SHA256);
        byte[] owner =
                der(
                        SEQUENCE,
                        der(SET, der(SEQUENCE, COMMON_NAME, der(UTF8, name.getBytes(UTF_8)))));
        byte[] body =
                der(
                        SEQUENCE,
                        der(VERSION, der(INTEGER, new byte[] {2})),
                        der(
                                INTEGER,
                                new BigInteger(120, new SecureRandom()).setBit(120).toByteArray()),
                        algorithm,
                        owner,
                        validity(),
                        owner,
                        keys.getPublic().getEncoded(),
                        der(EXTENSIONS, der(SEQUENCE, names())));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(keys.getPrivate());
        signature.update(body);
        byte[] bytes = der(SEQUENCE, body, algorithm, der(BITS, new byte[] {0}, signature.sign()));
        X509Certificate certificate =
                (X509Certificate)
                        CertificateFactory.getInstance("X.509")
                                .generateCertificate(new ByteArrayInputStream(bytes));
        certificate.verify(keys.getPublic());
        return new SelfSigned(keys, certificate);
    }

    /** From yesterday on, because clocks differ. */
    private static byte[] validity() {
        String from = UTC.format(Instant.now().minus(Duration.ofDays(1)));
        return der(
                SEQUENCE,
                der(UTC_TIME, from.getBytes(US_ASCII)),
                der(GENERAL_TIME, NEVER.getBytes(US_ASCII)));
    }

    private static byte[] names() {
        byte[] loopback4 = {127, 0, 0, 1};
        byte[] loopback6 = new byte[16];
        loopback6[15] = 1;
        byte[] names =
                der(
                        SEQUENCE,
                        der(DNS_NAME, "localhost".getBytes(US_ASCII)),
                        der(IP_ADDRESS, loopback4),
                        der(IP_ADDRESS, loopback6));
        return der(SEQUENCE, ALTERNATIVE_NAMES, der(OCTETS, names));
    }

    /** A tag, the length of the parts, and the parts. */
    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(tag);
        if (content.size() < 0x80) {
            all.write(content.size());
        } else {
            byte[] length = BigInteger.valueOf(content.size()).toByteArray();
            int start = length[0] == 0 ? 1 : 0;
            all.write(0x80 | (length.length - start));
            all.write(length, start, length.length - start);
        }
        all.writeBytes(content.toByteArray());
        return all.toByteArray();
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
