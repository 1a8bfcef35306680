// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.multimodal.models.spi.ModelException;
import io.multimodal.store.http.HttpClients;
import io.multimodal.store.http.RetryAfter;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What a failure of a server means: another attempt, a row that cannot be predicted, or a model
 * that cannot be used, which fails the job. Texts of a server are shortened and hold no key.
 */
final class ServerErrors {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_QUOTE = 300;
    private static final int MAX_PARSED = 64 << 10;

    private final String model;
    private final ApiKey key;
    private final String keyPlaces;
    private final Duration timeout;

    ServerErrors(RemoteSettings settings) {
        this.model = settings.model();
        this.key = settings.key();
        this.keyPlaces = settings.keyPlaces();
        this.timeout = settings.attempt();
    }

    /** A place without what may be secret in it. */
    static String place(URI uri) {
        return uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
    }

    /** Throws what an answer that is none means. */
    void check(URI uri, HttpResponse<byte[]> response, Exchange<?> exchange)
            throws IOException, RetryException {
        int status = response.statusCode();
        if (status >= 200 && status < 300) {
            return;
        }
        Said said = said(response.body());
        String what =
                "The model %s at %s answered with %d%s".formatted(model, place(uri), status, said);
        if (status >= 300 && status < 400) {
            throw new ModelException(
                    what
                            + ", which sends elsewhere, to "
                            + key.hide(response.headers().firstValue("Location").orElse("nowhere"))
                            + "; set 'endpoint' to where it is");
        }
        switch (status) {
            case 401, 403 ->
                    throw new ModelException(
                            what
                                    + (key == ApiKey.NONE
                                            ? ", and no key was sent; set " + keyPlaces
                                            : "; the key that was sent is wrong, or not for this model: check "
                                                    + keyPlaces));
            case 404, 405, 501 ->
                    throw new ModelException(
                            what + "; check the path of 'endpoint', and the name in 'model'");
            case 413 ->
                    throw new MediaException(
                            ErrorCode.TOO_LARGE,
                            what
                                    + "; make the medium smaller, or lower 'max-media-bytes', which refuses it before it is sent");
            case 408, 409, 425, 429 -> {
                if (said.code.equals("insufficient_quota")) {
                    throw new ModelException(
                            what + "; the account has no quota left: raise it, or use another key");
                }
                throw RetryException.busy(what, RetryAfter.of(response.headers()), true);
            }
            default -> {
                if (status >= 500 && !exchange.isOfRow(status)) {
                    throw RetryException.busy(what, RetryAfter.of(response.headers()), false);
                }
                throw new MediaException(ErrorCode.REFUSED, what);
            }
        }
    }

    /** Throws what it means that no answer came. */
    void fail(URI uri, Throwable failure) throws IOException, RetryException {
        String what = "The model " + model + " at " + place(uri);
        for (Throwable inner = failure; inner != null; inner = inner.getCause()) {
            if (inner instanceof BoundedBody.TooLongException) {
                throw new MediaException(
                        ErrorCode.TOO_LARGE, what + " is not read: " + inner.getMessage());
            } else if (HttpClients.isFinal(inner)) {
                throw new ModelException(
                        what
                                + " cannot be used: "
                                + inner.getMessage()
                                + "; check 'endpoint', and the certificates that Java trusts",
                        failure);
            } else if (inner instanceof TimeoutException) {
                throw RetryException.unreached(
                        what
                                + " did not answer within 'request-timeout', "
                                + timeout.toMillis()
                                + " ms",
                        failure);
            }
        }
        Throwable reason =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        throw RetryException.unreached(
                what
                        + " did not answer: "
                        + reason.getClass().getSimpleName()
                        + (reason.getMessage() == null ? "" : ", " + key.hide(reason.getMessage())),
                failure);
    }

    /** The first characters of a body that is no answer, for a message. */
    String quote(byte[] body) {
        return "'" + shortened(new String(body, 0, Math.min(body.length, MAX_PARSED), UTF_8)) + "'";
    }

    private Said said(byte[] body) {
        if (body.length == 0) {
            return new Said("", "");
        }
        if (body.length <= MAX_PARSED) {
            try {
                JsonNode json = JSON.readTree(body);
                JsonNode error = json.path("error");
                String code = error.path("code").asText("");
                for (JsonNode text :
                        new JsonNode[] {
                            error.path("message"), error, json.path("message"), json.path("detail")
                        }) {
                    if (text.isTextual()) {
                        return new Said(
                                code, ": " + shortened(text.asText()).replaceAll("[.]$", ""));
                    }
                }
            } catch (JsonProcessingException e) {
                // It is quoted as it is.
                return new Said("", ": " + quote(body));
            } catch (IOException e) {
                throw new IllegalStateException("An array in memory can be read", e);
            }
        }
        return new Said("", ": " + quote(body));
    }

    private String shortened(String text) {
        // The key goes first: half of one is not found.
        String line = key.hide(text).replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return line.length() <= MAX_QUOTE ? line : line.substring(0, MAX_QUOTE) + "…";
    }

    /** What an answer says of a failure; the text begins with a colon, or is empty. */
    private record Said(String code, String text) {
        @Override
        public String toString() {
            return text;
        }
    }

    /** The failure of a row all of whose attempts have failed. */
    static MediaException givenUp(RetryException last, int attempts, Optional<Duration> asked) {
        return new MediaException(
                ErrorCode.UNREACHABLE,
                last.getMessage()
                        + asked.map(
                                        after ->
                                                ", and asks to wait for %d s, longer than 'retry-timeout' leaves"
                                                        .formatted(after.toSeconds()))
                                .orElse("")
                        + ", in "
                        + attempts
                        + (attempts == 1 ? " attempt" : " attempts")
                        + "; see whether the server is well; 'retry-num' and 'retry-timeout' say how long it is tried, 'max-requests' and 'requests-per-minute' how much it is asked",
                last);
    }
}
