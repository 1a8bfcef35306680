// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

import java.net.URI;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;

/** S3Proxy in this process, with one bucket in memory. */
final class S3ProxyServer {
    private S3ProxyServer() {}

    /** The URI of a store under this prefix. */
    static URI store(String prefix, String client) throws Exception {
        return TestServer.S3PROXY.store(prefix, client);
    }

    /** Where it listens, until the process ends. */
    static String start() throws Exception {
        return start(AuthenticationType.AWS_V4);
    }

    /** Another one, which asks nobody who he is. */
    static String startAnonymous() throws Exception {
        return start(AuthenticationType.NONE);
    }

    private static String start(AuthenticationType authentication) throws Exception {
        TransientNio2BlobStore blobs = new TransientNio2BlobStore();
        blobs.createContainer(CreateBucketRequest.builder().bucket(TestServer.BUCKET).build());
        S3Proxy.Builder builder =
                S3Proxy.builder().endpoint(URI.create("http://127.0.0.1:0")).blobStore(blobs);
        if (authentication != AuthenticationType.NONE) {
            builder.awsAuthentication(authentication, TestKeys.IDENTITY, TestKeys.CREDENTIAL);
        }
        S3Proxy server = builder.build();
        server.start();
        return "http://127.0.0.1:" + server.getPort();
    }
}
