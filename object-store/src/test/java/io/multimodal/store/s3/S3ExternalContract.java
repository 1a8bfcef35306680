// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

import io.multimodal.store.external.ExternalObjectsContract;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Objects of a foreign bucket, put there by a bare client. */
abstract class S3ExternalContract extends ExternalObjectsContract {
    private final String client;

    S3ExternalContract(String client) {
        this.client = client;
    }

    @Override
    protected String prefix() throws Exception {
        return TestServer.S3PROXY.store("foreign/" + client + "/", client).toString();
    }

    @Override
    protected String place(String name, byte[] bytes) throws Exception {
        S3Location location = S3Location.parse(URI.create(prefix()));
        try (Bucket bucket = S3StoreProvider.bucket(location)) {
            String key =
                    location.prefix()
                            + URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
            Puts.await(bucket.put(key, bytes, Puts.sha256(bytes), false), key);
        }
        return prefix().replaceFirst("[?].*", "") + name;
    }
}
