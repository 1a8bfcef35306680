// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/** Requests by the MinIO client. Start at {@link io.multimodal.store.s3.minio.MinioRequests}. */
@Internal
package io.multimodal.store.s3.minio;

import io.multimodal.annotation.Internal;
