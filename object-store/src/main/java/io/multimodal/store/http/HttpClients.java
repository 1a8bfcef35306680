// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.http;

import java.net.ProtocolException;
import java.net.http.HttpClient;
import java.time.Duration;
import javax.net.ssl.SSLHandshakeException;

/** What all clients of web servers have in common. */
public final class HttpClients {
    private HttpClients() {}

    /**
     * A client that keeps its connections, follows nothing, and knows no credential. It is meant to
     * be shared by the whole process.
     *
     * @param connectTimeout how long a server may take to accept a connection
     */
    public static HttpClient create(Duration connectTimeout) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .build();
    }

    /** Whether a request would fail again: the certificate is not trusted, or it is not HTTP. */
    public static boolean isFinal(Throwable failure) {
        return failure instanceof SSLHandshakeException || failure instanceof ProtocolException;
    }
}
