// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local;

import io.multimodal.store.TenantsContract;

class LocalTenantsPropertyTest extends TenantsContract {
    @Override
    protected String store(String path) {
        return folder().resolve(path).toUri().toString();
    }
}
