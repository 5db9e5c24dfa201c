package io.undercurrent.stream.trial;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A key and its self-signed certificate, made by the JDK's keytool: only those who are given the
 * certificate trust what the key signs.
 *
 * @param keyStore a PKCS12 file
 * @param password the key store's password
 * @param certificate a PEM file
 */
public record Certificates(Path keyStore, String password, Path certificate) {
    private static final String PASSWORD_VARIABLE = "STORE_PASSWORD";

    /**
     * Creates both files; takes about two seconds.
     *
     * @param folder the folder of the files
     * @param name the name of the files and of the subject
     * @param alternative names that the certificate is for, such as {@code ip:127.0.0.1}
     */
    public static Certificates make(Path folder, String name, String alternative)
            throws IOException, InterruptedException {
        Path store = Files.createDirectories(folder).resolve(name + ".p12");
        Path certificate = folder.resolve(name + ".pem");
        String password = "store-" + Long.toHexString(System.nanoTime());
        keytool(
                password,
                "-genkeypair -storetype PKCS12 -keyalg EC -groupname secp256r1 -validity 2",
                "-alias",
                "key",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=" + alternative,
                "-keystore",
                store.toString());
        keytool(
                password,
                "-exportcert -rfc -alias key",
                "-keystore",
                store.toString(),
                "-file",
                certificate.toString());
        return new Certificates(store, password, certificate);
    }

    private static void keytool(String password, String words, String... more)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(ChildJvm.tool("keytool")));
        command.addAll(Arrays.asList(words.split(" ", -1)));
        command.addAll(List.of("-storepass:env", PASSWORD_VARIABLE));
        command.addAll(List.of(more));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put(PASSWORD_VARIABLE, password);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("keytool failed: " + said);
        }
    }
}
