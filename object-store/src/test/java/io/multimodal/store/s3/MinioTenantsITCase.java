// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

import io.multimodal.store.TenantsContract;

class MinioTenantsITCase extends TenantsContract {
    @Override
    protected String store(String path) throws Exception {
        return TestServer.S3PROXY.store("tenants/minio/" + path, "minio").toString();
    }
}
