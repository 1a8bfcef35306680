// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

class MinioExternalITCase extends S3ExternalContract {
    MinioExternalITCase() {
        super("minio");
    }
}
