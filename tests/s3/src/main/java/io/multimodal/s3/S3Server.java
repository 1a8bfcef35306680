// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.s3;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;

/**
 * S3Proxy on loopback with one bucket, {@code media}, in memory. The arguments are a folder and the
 * files that lie in the bucket under {@code photos/}; where it listens is in the file {@code
 * address} of the folder once it answers. It ends with its input.
 */
public final class S3Server {
    private static final String BUCKET = "media";
    private static final String IDENTITY = "test-identity";
    private static final String CREDENTIAL = "test-credential";

    private S3Server() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        TransientNio2BlobStore blobs = new TransientNio2BlobStore();
        blobs.createContainer(CreateBucketRequest.builder().bucket(BUCKET).build());
        S3Proxy server =
                S3Proxy.builder()
                        .endpoint(URI.create("http://127.0.0.1:0"))
                        .blobStore(blobs)
                        .awsAuthentication(AuthenticationType.AWS_V4, IDENTITY, CREDENTIAL)
                        .build();
        server.start();
        String address = "http://127.0.0.1:" + server.getPort();
        try (S3Client client = client(URI.create(address))) {
            for (int i = 1; i < args.length; i++) {
                Path file = Path.of(args[i]);
                client.putObject(
                        put -> put.bucket(BUCKET).key("photos/" + file.getFileName()), file);
            }
        }
        Files.move(
                Files.writeString(folder.resolve("address.new"), address),
                folder.resolve("address"));
        while (System.in.read() >= 0) {
            // Whoever started this is still there.
        }
        Runtime.getRuntime().halt(0);
    }

    private static S3Client client(URI endpoint) {
        return S3Client.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create(IDENTITY, CREDENTIAL)))
                .build();
    }
}
