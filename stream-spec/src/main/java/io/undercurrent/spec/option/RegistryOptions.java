package io.undercurrent.spec.option;

import io.undercurrent.schemas.registry.RegistrySettings;
import io.undercurrent.spec.option.Option.Kind;
import java.io.Serializable;
import java.time.Duration;

/** The schema registry and the credentials for it: the section {@code registry}. */
public record RegistryOptions(
        @Option(
                        kind = Kind.URL,
                        doc =
                                """
                                The registry that source.avro.encoding and sink.avro.encoding = confluent
                                ask: anything that answers to Confluent's API. Apicurio's is under
                                /apis/ccompat/v7.
                                """)
                String url,
        @Option(doc = "The user for basic authentication at the registry.") String user,
        @Option(secret = true, doc = "The user's password, such as ${REGISTRY_PASSWORD}.")
                String password,
        @Option(
                        kind = Kind.TOKEN,
                        secret = true,
                        doc = "A bearer token in place of user and password.")
                String token,
        @Option(
                        kind = Kind.PEM,
                        doc =
                                """
                                The certificates to trust at an https registry, such as ${file:ca.pem};
                                without it those that Java trusts.
                                """)
                String ca,
        @Option(
                        kind = Kind.PEM,
                        doc =
                                """
                                The client's certificate chain for an https registry that asks for one.
                                """)
                String certificate,
        @Option(
                        kind = Kind.PEM,
                        secret = true,
                        doc = "The private key to that certificate, in PKCS#8 and not encrypted.")
                String key,
        @Option(
                        min = "100ms",
                        max = "5min",
                        byDefault = "10s",
                        doc =
                                """
                                How long a question to the registry may take, with all requests that it
                                needs. Where it has no answer, a schema that is not known yet is asked for
                                again and again, with growing pauses of up to 30 s, while its records wait.
                                """)
                Duration timeout)
        implements Serializable {
    /**
     * The settings of a client of the registry.
     *
     * @return null if no registry is named
     */
    public RegistrySettings settings() {
        return url == null
                ? null
                : new RegistrySettings(url, user, password, token, ca, certificate, key, timeout);
    }

    @Override
    public String toString() {
        return Secrets.describe(this);
    }
}
