package io.undercurrent.schemas.registry;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;

/**
 * The address of a registry and the credentials for it. Certificates and keys are PEM texts, not
 * files, because the job's other processes do not have the files.
 *
 * <p>It is {@link Serializable} because Flink serializes the job graph; {@link #toString} masks
 * secrets.
 *
 * @param url the API's base, such as {@code http://host:8081} or {@code
 *     http://host:8080/apis/ccompat/v7}
 * @param user name for basic authentication; null for none
 * @param password its password; null for none
 * @param token bearer token; null for none
 * @param ca PEM text of the certificates to trust; null to trust those that Java trusts
 * @param certificate PEM text of the client's certificate chain; null for none
 * @param key PEM text of its private key, PKCS#8 and not encrypted; null for none
 * @param timeout the timeout of a request
 */
public record RegistrySettings(
        String url,
        String user,
        String password,
        String token,
        String ca,
        String certificate,
        String key,
        Duration timeout)
        implements Serializable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /**
     * Settings for a registry without authentication.
     *
     * @param url the API's base
     * @return settings without credentials and with a timeout of 10 s
     */
    public static RegistrySettings of(String url) {
        return new RegistrySettings(url, null, null, null, null, null, null, TIMEOUT);
    }

    /**
     * The base that request paths are appended to.
     *
     * @return the URL without a slash at its end
     * @throws IllegalArgumentException if it is not a URL of http or https with a host
     */
    public URI base() {
        URI uri = URI.create(url.replaceFirst("/+$", ""));
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!http
                || uri.getHost() == null
                || uri.getUserInfo() != null
                || uri.getQuery() != null
                || uri.getFragment() != null) {
            throw new IllegalArgumentException(
                    "registry.url: allowed are URLs of http or https without user and query, such"
                            + " as http://host:8081 or http://host:8080/apis/ccompat/v7");
        }
        return uri;
    }

    /**
     * Checks the settings without sending a request.
     *
     * @throws IllegalArgumentException if the URL or a PEM text is not valid; the message never
     *     contains a secret
     */
    public void check() {
        if ("https".equals(base().getScheme())) {
            PemTls.context(this);
        }
    }

    private static String mask(String secret) {
        return secret == null ? "null" : "****";
    }

    @Override
    public String toString() {
        return "RegistrySettings[url="
                + url.replaceAll("//[^/@\\s]*@", "//****@")
                + ", user="
                + user
                + ", password="
                + mask(password)
                + ", token="
                + mask(token)
                + ", ca="
                + (ca == null ? "null" : "PEM")
                + ", certificate="
                + (certificate == null ? "null" : "PEM")
                + ", key="
                + mask(key)
                + ", timeout="
                + timeout
                + "]";
    }
}
