// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.external.http;

import io.multimodal.store.error.CorruptObjectException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import io.multimodal.store.external.ExternalPart;
import io.multimodal.store.external.ExternalUri;
import io.multimodal.store.external.ExternalVersion;
import io.multimodal.store.http.HttpClients;
import io.multimodal.store.http.RetryAfter;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One request for a range of a resource, and what came back. Used once. */
final class HttpExchange {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** How long a server may take to begin, and between two pieces of its answer. */
    static final Duration SILENCE_TIMEOUT = Duration.ofSeconds(30);

    /** How slow an answer may be beyond that; slower ones could hold a thread for ever. */
    static final long MIN_BYTES_PER_SECOND = 32 << 10;

    private static final Pattern RANGE =
            Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18})");
    private static final Pattern NO_RANGE = Pattern.compile("bytes \\*/(\\d{1,18})");
    private static final Pattern ETAG = Pattern.compile("(W/)?\"[!#-~\u0080-\u00ff]{0,400}\"");
    private static final Pattern DATE = Pattern.compile("[A-Za-z0-9,: +-]{1,64}");

    private final ExternalUri uri;
    private final long offset;
    private final int length;
    private final Duration silence;

    HttpExchange(ExternalUri uri, long offset, int length, Duration silence) {
        this.silence = silence;
        this.uri = uri;
        this.offset = offset;
        this.length = length;
    }

    /** Of the process. */
    private static final class Client {
        static final HttpClient SHARED = HttpClients.create(CONNECT_TIMEOUT);
    }

    HttpAnswer run() throws StoreException {
        RangeBody body = new RangeBody();
        HttpRequest request =
                HttpRequest.newBuilder(uri.uri())
                        .header("Range", "bytes=" + offset + "-" + (offset + length - 1))
                        .header("Accept-Encoding", "identity")
                        .timeout(silence)
                        .build();
        CompletableFuture<HttpResponse<byte[]>> call =
                Client.SHARED.sendAsync(request, info -> subscriber(body, info));
        HttpResponse<byte[]> response = await(call, body);
        int status = response.statusCode();
        return new HttpAnswer(
                status,
                status == 200 || status == 206 || status == 416
                        ? part(status, response.headers(), response.body(), body)
                        : null,
                response.headers().firstValue("Location"),
                RetryAfter.of(response.headers()));
    }

    /** Before anything is allocated; what is not wanted is not read. */
    private RangeBody subscriber(RangeBody body, HttpResponse.ResponseInfo info) {
        if (info.statusCode() == 206) {
            return body.expecting(0, length);
        } else if (info.statusCode() == 200 && offset <= HttpSource.MAX_SKIPPED_BYTES) {
            return body.expecting(offset, length);
        }
        return body.expecting(0, 0);
    }

    private ExternalPart part(int status, HttpHeaders headers, byte[] bytes, RangeBody body)
            throws StoreException {
        String encoding = headers.firstValue("Content-Encoding").orElse("identity");
        if (!encoding.equalsIgnoreCase("identity")) {
            throw refused("it gives the content encoded as " + encoding + ", unasked");
        }
        if (status == 200) {
            return wholePart(headers, bytes);
        }
        String range = headers.firstValue("Content-Range").orElse("");
        if (status == 416) {
            Matcher none = NO_RANGE.matcher(range);
            long total = none.matches() ? Long.parseLong(none.group(1)) : 0;
            return new ExternalPart(new byte[0], version(total, headers));
        }
        Matcher given = RANGE.matcher(range);
        if (!given.matches()) {
            throw corrupt("gives a range without saying which of how many bytes");
        }
        long total = Long.parseLong(given.group(3));
        long end = Math.min(offset + length, total);
        if (Long.parseLong(given.group(1)) != offset
                || Long.parseLong(given.group(2)) != end - 1
                || end <= offset) {
            throw corrupt(
                    "was asked for "
                            + length
                            + " bytes from "
                            + offset
                            + " on and gives the range '"
                            + range
                            + "'");
        }
        if (bytes.length != end - offset || body.hadMore()) {
            throw corrupt(
                    "gives "
                            + (body.hadMore() ? "more than " : "")
                            + bytes.length
                            + " bytes for the range '"
                            + range
                            + "'");
        }
        return new ExternalPart(bytes, version(total, headers));
    }

    /** The part that was asked for of an answer that is the whole resource. */
    private ExternalPart wholePart(HttpHeaders headers, byte[] bytes) throws StoreException {
        String claimed = headers.firstValue("Content-Length").orElse("");
        long total = claimed.matches("[0-9]{1,18}") ? Long.parseLong(claimed) : -1;
        if (total < 0) {
            throw refused("it gives neither ranges nor the length; put the object into a store");
        }
        if (offset > HttpSource.MAX_SKIPPED_BYTES && offset < total) {
            throw refused(
                    "it gives no ranges, and the one from "
                            + offset
                            + " on lies too far inside; put the object into a store");
        }
        long there = Math.max(0, Math.min(length, total - offset));
        if (bytes.length != there) {
            throw corrupt("gives " + bytes.length + " of " + there + " bytes");
        }
        return new ExternalPart(bytes, version(total, headers));
    }

    private static ExternalVersion version(long total, HttpHeaders headers) {
        Optional<String> etag =
                headers.firstValue("ETag").filter(text -> ETAG.matcher(text).matches());
        if (etag.isPresent()) {
            return new ExternalVersion(total, etag);
        }
        Optional<String> modified =
                headers.firstValue("Last-Modified").filter(text -> DATE.matcher(text).matches());
        return new ExternalVersion(
                total,
                modified.map(date -> "bytes=" + total + ";modified=" + date),
                modified.isPresent() && isPast(modified.get(), headers));
    }

    /** Whether its second was over when the server answered: no other version can follow in it. */
    private static boolean isPast(String modified, HttpHeaders headers) {
        try {
            return headers.firstValue("Date")
                    .map(date -> seconds(date) > seconds(modified))
                    .orElse(false);
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static long seconds(String date) {
        return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)).getEpochSecond();
    }

    private HttpResponse<byte[]> await(CompletableFuture<HttpResponse<byte[]>> call, RangeBody body)
            throws StoreException {
        try {
            long begin = System.nanoTime();
            while (true) {
                try {
                    return call.get(silence.toMillis() / 4, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    long takenNanos = System.nanoTime() - begin;
                    boolean silent = body.silentNanos() > silence.toNanos();
                    if (silent || takenNanos > mostNanos(body.wantedBytes())) {
                        call.cancel(true);
                        throw unavailable(silent ? "it fell silent" : tooSlow(takenNanos, body), e);
                    }
                }
            }
        } catch (InterruptedException e) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            throw unavailable("the thread was interrupted while it waited", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (HttpClients.isFinal(cause)) {
                throw new RefusedException(
                        "Cannot read the external object " + uri + ": " + cause.getMessage(),
                        cause);
            }
            String reason = cause.getMessage() == null ? "" : ", " + cause.getMessage();
            throw unavailable(cause.getClass().getSimpleName() + reason, cause);
        }
    }

    /** How long an answer may take in all, however steadily it drips. */
    private long mostNanos(long wantedBytes) {
        return silence.toNanos() + wantedBytes * 1_000_000_000 / MIN_BYTES_PER_SECOND;
    }

    private static String tooSlow(long takenNanos, RangeBody body) {
        return "it gave no more than a part of "
                + body.wantedBytes()
                + " bytes in "
                + takenNanos / 1_000_000_000
                + " s; expected "
                + MIN_BYTES_PER_SECOND
                + " bytes a second or more";
    }

    private StoreUnavailableException unavailable(String why, Throwable cause) {
        return new StoreUnavailableException(
                "Cannot read the external object " + uri + ": " + why, cause);
    }

    private RefusedException refused(String why) {
        return new RefusedException("Cannot read the external object " + uri + ": " + why);
    }

    private CorruptObjectException corrupt(String how) {
        return new CorruptObjectException(
                "The server of the external object " + uri + " contradicts itself: it " + how);
    }
}
