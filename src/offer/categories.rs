//! The categories of Azure Marketplace, with the keys of its programming interfaces.
//! Source: Partner Center, Cloud Partner Portal API, creating an offer (category table), 2023-10.

/// A category and its subcategories.
#[derive(Debug)]
pub struct Category {
    /// Its key.
    pub key: &'static str,
    /// As the store words it.
    pub label: &'static str,
    /// The keys of its subcategories.
    pub subcategories: &'static [&'static str],
}

const fn category(key: &'static str, label: &'static str, subcategories: &'static [&'static str]) -> Category {
    Category { key, label, subcategories }
}

/// All categories; the one that fits an IoT Edge module stands first.
pub static CATEGORIES: &[Category] = &[
    category(
        "internet-of-things",
        "Internet of Things",
        &[
            "iot-edge-modules",
            "iot-core-services",
            "iot-solutions",
            "data-analytics-and-visualization",
            "iot-connectivity",
            "other",
        ],
    ),
    category(
        "ai-plus-machine-learning",
        "AI + Machine Learning",
        &[
            "bot-services",
            "cognitive-services",
            "ml-service",
            "automated-ml",
            "business-robotic-process-automation",
            "data-labelling",
            "data-preparation",
            "knowledge-mining",
            "ml-operations",
            "other",
        ],
    ),
    category(
        "analytics-amp",
        "Analytics",
        &["data-insights", "data-analytics", "big-data", "predictive-analytics", "real-time-streaming-analytics", "other"],
    ),
    category("blockchain", "Blockchain", &["app-accelerators", "single-node-ledger", "multi-node-ledger", "tools", "other"]),
    category("compute", "Compute", &["application-infrastructure", "operating-systems", "cache", "other"]),
    category("containers", "Containers", &["container-apps", "container-images", "get-started-with-containers", "other"]),
    category(
        "databases",
        "Databases",
        &["nosql-databases", "relational-databases", "ledger-blockchain-databases", "data-lakes", "data-warehouse", "other"],
    ),
    category("developer-tools", "Developer Tools", &["tools-developer-tools", "scripts", "developer-service", "other"]),
    category("devops", "DevOps", &["other"]),
    category("identity", "Identity", &["access-management", "other"]),
    category("integration", "Integration", &["messaging", "other"]),
    category("it-and-management-tools", "IT & Management Tools", &["management-solutions", "business-applications", "other"]),
    category("media", "Media", &["media-services", "content-protection", "live-and-on-demand-streaming", "other"]),
    category("migration", "Migration", &["data-migration", "other"]),
    category("mixed-reality", "Mixed Reality", &["other"]),
    category("monitoring-and-diagnostics", "Monitoring & Diagnostics", &["other"]),
    category("networking", "Networking", &["appliance-managers", "connectivity", "firewalls", "load-balancers", "other"]),
    category("security", "Security", &["identity-and-access-management", "threat-protection", "information-protection", "other"]),
    category(
        "storage",
        "Storage",
        &["backup-and-recovery", "enterprise-hybrid-storage", "file-sharing", "data-lifecycle-management", "other"],
    ),
    category("web", "Web", &["blogs-and-cmss", "starter-web-apps", "ecommerce", "web-apps-frameworks", "web-apps", "other"]),
];

/// The category with this key.
pub fn find(key: &str) -> Option<&'static Category> {
    CATEGORIES.iter().find(|category| category.key == key)
}

/// A subcategory's key as people read it. The store's own words differ between its pages, so the key serves.
pub fn label(key: &'static str) -> &'static str {
    match key {
        "iot-edge-modules" => "IoT Edge Modules",
        "iot-core-services" => "IoT Core Services",
        "iot-solutions" => "IoT Solutions",
        "iot-connectivity" => "IoT Connectivity",
        "data-analytics-and-visualization" => "Data Analytics & Visualization",
        "other" => "Other",
        key => key,
    }
}
