package io.undercurrent.schemas.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.undercurrent.schemas.ForeignText;
import io.undercurrent.schemas.registry.LimitedBody.TooLargeException;
import io.undercurrent.schemas.registry.RegistryException.Kind;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.util.Base64;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends requests and reads answers in JSON. Anything that is not a successful answer of a registry
 * becomes an exception.
 */
final class RegistryHttp {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TYPE = "application/vnd.schemaregistry.v1+json";

    /** More than any schema that people write; a larger one would cost a job its heap. */
    static final int MAX_ANSWER_BYTES = 4 << 20;

    private final RegistrySettings settings;
    private final String base;
    private final String authorization;
    private final HttpClient client;

    RegistryHttp(RegistrySettings settings) {
        this.settings = settings;
        base = settings.base().toString();
        authorization = authorization(settings);
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(settings.timeout());
        if (base.startsWith("https:")) {
            builder.sslContext(PemTls.context(settings));
        }
        // Otherwise the client's thread would keep a Flink job's class loader alive forever.
        Thread here = Thread.currentThread();
        ClassLoader loader = here.getContextClassLoader();
        here.setContextClassLoader(ClassLoader.getSystemClassLoader());
        try {
            client = builder.build();
        } finally {
            here.setContextClassLoader(loader);
        }
    }

    /** Begins the time that one question may take, with all its requests. */
    Deadline deadline() {
        return Deadline.in(settings.timeout());
    }

    JsonNode get(String path) throws RegistryException {
        return get(path, deadline());
    }

    JsonNode get(String path, Deadline deadline) throws RegistryException {
        return send(request(path, deadline).GET(), "GET " + base + path, deadline);
    }

    JsonNode post(String path, JsonNode body) throws RegistryException {
        Deadline deadline = deadline();
        return send(
                request(path, deadline).POST(BodyPublishers.ofString(body.toString(), UTF_8)),
                "POST " + base + path,
                deadline);
    }

    /**
     * Returns the value of the Authorization header, or null. It checks the token, because Java's
     * own exception for an invalid header would quote the token.
     */
    private static String authorization(RegistrySettings settings) {
        if (settings.user() != null) {
            String pair = settings.user() + ":" + settings.password();
            return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
        }
        String token = settings.token();
        if (token != null && !token.matches("[\\x21-\\x7e]+")) {
            throw new IllegalArgumentException(
                    "registry.token = ****: allowed are visible ASCII characters, without blanks");
        }
        return token == null ? null : "Bearer " + token;
    }

    private HttpRequest.Builder request(String path, Deadline deadline) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .timeout(deadline.left())
                        .header("Accept", TYPE + ", application/json")
                        .header("Content-Type", TYPE);
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return request;
    }

    private JsonNode send(HttpRequest.Builder request, String what, Deadline deadline)
            throws RegistryException {
        HttpResponse<byte[]> response;
        var answer =
                client.sendAsync(
                        request.build(),
                        info -> new LimitedBody(MAX_ANSWER_BYTES, info.statusCode() == 200));
        try {
            // The request's own timeout covers only the time until the headers; the body might
            // trickle in forever.
            response = answer.get(deadline.left().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw unavailable(what + ": interrupted", new InterruptedIOException());
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw unavailable(what + ": no whole answer in " + deadline, e);
        } catch (ExecutionException e) {
            throw failed(what, e, deadline);
        }
        String text = new String(response.body(), UTF_8);
        JsonNode body = json(text);
        int status = response.statusCode();
        if (status == 200 && body != null) {
            return body;
        }
        String said = body == null ? null : body.path("message").asText(null);
        String answered =
                what + ": " + status + " " + ForeignText.line((said == null ? text : said).strip());
        if (status == 401 || status == 403) {
            throw new RegistryException(
                    Kind.DENIED,
                    answered + "; check registry.user and registry.password, or registry.token",
                    null);
        }
        // Without an error code, the answer may not come from a registry, but from a proxy or for a
        // wrong path.
        boolean registrys = body != null && body.has("error_code");
        if (status == 404 && registrys) {
            throw new RegistryException(Kind.NOT_FOUND, answered, null);
        }
        if (registrys && status >= 400 && status < 500 && status != 408 && status != 429) {
            throw new RegistryException(Kind.REFUSED, answered, null);
        }
        boolean noRegistry = status < 500 && !registrys;
        throw unavailable(
                answered + (noRegistry ? "; that is no registry's answer, check registry.url" : ""),
                null);
    }

    private static RegistryException failed(String what, ExecutionException e, Deadline deadline) {
        if (e.getCause() instanceof TooLargeException tooLarge) {
            return new RegistryException(
                    tooLarge.isOk() ? Kind.REFUSED : Kind.UNAVAILABLE,
                    what + ": the answer has " + tooLarge.getMessage() + ", which are allowed",
                    e);
        }
        String because =
                e.getCause() instanceof HttpTimeoutException
                        ? "no answer in " + deadline
                        : ForeignText.line(String.valueOf(e.getCause()));
        return unavailable(what + ": " + because, e);
    }

    private static RegistryException unavailable(String message, Exception cause) {
        return new RegistryException(Kind.UNAVAILABLE, message, cause);
    }

    private static JsonNode json(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            return node.isContainerNode() ? node : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
