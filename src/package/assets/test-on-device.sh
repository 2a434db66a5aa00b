#!/bin/sh
# Deploys the module to an IoT Edge device, waits until it runs, and shows its logs, as the checklist before
# certification asks. Needs the Azure CLI with its azure-iot extension, signed in (az login). Run on the device
# itself it uses the device's own iotedge command for state and logs.
#
#   sh test-on-device.sh HUB DEVICE [PLAN]
#
# The deployment takes the place of all modules that the device has: take a device for tests. SECONDS_TO_WAIT (300)
# says how long to wait. Exit status: 0 it runs, 1 it does not, 2 how to call it.
set -eu
agent="\$edgeAgent"
@DRAFT@
case ${1:-} in
-h | --help) sed -n '2,10s/^# \{0,1\}//p' "$0"; exit 0 ;;
esac
if [ $# -lt 2 ] || [ $# -gt 3 ]; then
    echo "usage: sh $0 HUB DEVICE [PLAN]; the plans are: "@KNOWN@ >&2
    exit 2
fi
hub=$1
device=$2
plan=${3:-@FIRST@}
case $plan in
@PLANS@
*) echo "there is no plan $plan; the plans are: "@KNOWN@ >&2; exit 2 ;;
esac
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
manifest=$root/$manifest
if [ ! -f "$manifest" ]; then
    echo "$manifest is not there: run this from within the whole package" >&2
    exit 2
fi
if ! command -v az >/dev/null; then
    echo "az is missing: install the Azure CLI and its extension azure-iot" >&2
    exit 2
fi
if grep -q '<[A-Z][A-Z0-9_]*>' "$manifest"; then
    echo "note: $manifest has placeholders that a customer replaces:" >&2
    grep -o '<[A-Z][A-Z0-9_]*>' "$manifest" | sort -u | sed 's/^/  /' >&2
fi

# State and logs come from the device itself where this runs on it, else through IoT Hub.
state() {
    if command -v iotedge >/dev/null; then
        iotedge list | awk -v name="$module" '$1 == name { print $2 }'
    else
        az iot hub module-twin show --hub-name "$hub" --device-id "$device" --module-id "$agent" \
            --query "properties.reported.modules.\"$module\".runtimeStatus" --output tsv
    fi
}
logs() {
    if command -v iotedge >/dev/null; then
        iotedge logs "$module" --tail 200
    else
        az iot hub invoke-module-method --hub-name "$hub" --device-id "$device" --module-id "$agent" \
            --method-name GetModuleLogs \
            --method-payload "{\"schemaVersion\":\"1.0\",\"items\":[{\"id\":\"^$module\$\",\"filter\":{\"tail\":200}}],\"encoding\":\"none\",\"contentType\":\"text\"}" \
            --query 'payload[0].payload' --output tsv
    fi
}

echo "deploying plan $plan to $device"
az iot edge set-modules --hub-name "$hub" --device-id "$device" --content "$manifest" >/dev/null
left=${SECONDS_TO_WAIT:-300}
seen=
while [ "$left" -gt 0 ]; do
    now=$(state || true)
    if [ "$now" != "$seen" ]; then
        echo "$module: ${now:-not there yet}"
        seen=$now
    fi
    [ "$now" = running ] && break
    sleep 5
    left=$((left - 5))
done
echo "-- the last of its logs:"
logs || echo "the logs could not be read" >&2
if [ "$seen" != running ]; then
    echo "$module does not run" >&2
    exit 1
fi
echo "-- $module runs. Look through the logs: errors that are expected belong into the notes for certification."
