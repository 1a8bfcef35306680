// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

import java.net.URI;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.opentest4j.TestAbortedException;

/**
 * The servers that the suites run against; each is started once in a process, when first asked for.
 * S3Proxy is always there. The others are skipped where they cannot be had, unless {@code
 * -Dservers.required=minio,ceph} names them.
 */
public final class TestServer {
    public static final TestServer S3PROXY = new TestServer("s3proxy", S3ProxyServer::start);
    public static final TestServer MINIO =
            new TestServer("minio", () -> new ServerScript("minio").startBuildingWith("go"));
    static final TestServer CEPH =
            new TestServer("ceph", () -> new ServerScript("ceph").startIfInstalled());

    static final String BUCKET = "media";

    private static final AtomicInteger PREFIXES = new AtomicInteger();

    private final String name;
    private final Callable<String> start;
    private String endpoint;
    private Throwable unavailable;

    private TestServer(String name, Callable<String> start) {
        this.name = name;
        this.start = start;
    }

    /** The URI of a store that nobody has used yet, by this client. */
    URI freshStore(String client) throws Exception {
        return store(client + "/" + PREFIXES.incrementAndGet(), client);
    }

    /** The URI of a store under this prefix. */
    public URI store(String prefix, String client) throws Exception {
        return URI.create(
                "s3://"
                        + BUCKET
                        + "/"
                        + prefix
                        + "?client="
                        + client
                        + "&region=us-east-1&endpoint="
                        + endpoint());
    }

    /**
     * Where it listens; starts it if need be.
     *
     * @throws TestAbortedException if it cannot be had here, with what to do about that
     */
    synchronized String endpoint() throws Exception {
        if (endpoint == null && unavailable == null) {
            TestKeys.set();
            try {
                endpoint = start.call();
            } catch (Exception e) {
                unavailable = e;
            }
        }
        if (unavailable instanceof TestAbortedException skipped && !ServerScript.isRequired(name)) {
            throw new TestAbortedException(skipped.getMessage());
        }
        if (unavailable != null) {
            throw new IllegalStateException(
                    "The server " + this + " is needed and cannot be had", unavailable);
        }
        return endpoint;
    }

    /** Every server with each client. */
    static Stream<Arguments> withClients() {
        return Stream.of(S3PROXY, MINIO, CEPH)
                .flatMap(
                        server ->
                                Stream.of("aws", "minio")
                                        .map(client -> Arguments.of(server, client)));
    }

    /** The same, and the AWS client's other transport. */
    static Stream<Arguments> withAllClients() {
        return Stream.concat(
                withClients(),
                Stream.of(Arguments.of(S3PROXY, "aws-crt"), Arguments.of(MINIO, "aws-crt")));
    }

    @Override
    public String toString() {
        return name;
    }
}
