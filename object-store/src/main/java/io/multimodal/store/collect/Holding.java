// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.collect;

import io.multimodal.annotation.Public;
import io.multimodal.store.EpochReclaimer.Contents;
import java.util.Map;

/**
 * What a root keeps.
 *
 * @param keeps all that it needs, together with others or alone
 * @param alone what nothing else needs: the garbage that its release would make
 */
@Public
public record Holding(HeldRoot root, Contents keeps, Contents alone) {
    static Holding of(HeldRoot root, Forecast forecast, Map<Long, Contents> contents) {
        long floor = root.root().floor();
        long others = forecast.boundWithout(root);
        Contents keeps = Contents.NONE;
        Contents alone = Contents.NONE;
        for (Map.Entry<Long, Contents> epoch : contents.entrySet()) {
            if (epoch.getKey() >= floor) {
                keeps = keeps.plus(epoch.getValue());
                alone = epoch.getKey() < others ? alone.plus(epoch.getValue()) : alone;
            }
        }
        return new Holding(root, keeps, alone);
    }
}
