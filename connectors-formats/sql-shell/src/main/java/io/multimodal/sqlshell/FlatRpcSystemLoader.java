// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.sqlshell;

import java.util.ServiceLoader;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.rpc.RpcSystem;
import org.apache.flink.runtime.rpc.RpcSystemLoader;

/**
 * Takes Flink's RPC system from the class path, where Java's archive of classes holds it. Flink's
 * own loader copies a jar of 24 MB into the temporary folder and reads its classes there.
 */
public final class FlatRpcSystemLoader implements RpcSystemLoader {
    /** Flink asks the loader with the least priority; its own has 0. */
    @Override
    public int getLoadPriority() {
        return -1;
    }

    @Override
    public RpcSystem loadRpcSystem(Configuration configuration) {
        return ServiceLoader.load(RpcSystem.class).iterator().next();
    }
}
