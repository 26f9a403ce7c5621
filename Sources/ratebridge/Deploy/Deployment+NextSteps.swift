extension Deployment {
    /// Where the files of this folder go, and the command that checks them.
    func nextSteps(in folder: String?) -> String {
        let steps =
            switch kind {
            case .nginx where place.mount.isEmpty:
                [
                    "cp -r ratebridge /etc/nginx/", "ln -s ../ratebridge/http.conf /etc/nginx/conf.d/ratebridge.conf",
                    "ln -s ../ratebridge/own-host.conf /etc/nginx/sites-enabled/ratebridge.conf",
                    "nginx -t && nginx -s reload",
                ]
            case .nginx:
                [
                    "cp -r ratebridge /etc/nginx/", "ln -s ../ratebridge/http.conf /etc/nginx/conf.d/ratebridge.conf",
                    "put into the server { } of \(place.host): include ratebridge/sub-path.conf;",
                    "nginx -t && nginx -s reload",
                ]
            case .apache:
                program + [
                    "cp -r ratebridge /etc/apache2/",
                    "ln -s ../ratebridge/own-host.conf /etc/apache2/sites-available/ratebridge.conf",
                    "a2enmod ssl headers \(module.rawValue) && a2ensite ratebridge",
                    // A reload does not start what mod_fcgid and mod_cgid have running beside Apache.
                    "apache2ctl -t && \(module == .proxy ? "apache2ctl graceful" : "systemctl restart apache2")",
                ]
            case .lighttpd:
                [
                    "cp -r ratebridge /etc/lighttpd/",
                    "echo 'include \"ratebridge/\(place.mount.isEmpty ? "root" : "sub-path").conf\"' >> /etc/lighttpd/lighttpd.conf",
                    "lighttpd -tt -f /etc/lighttpd/lighttpd.conf && systemctl restart lighttpd",
                ]
            case .sharedHosting:
                [
                    "upload private as the folder ratebridge beside the web folder, with ratebridge-fcgi in it",
                    "rename its env.blank to .env (mode 600), and fill it in",
                    "upload web as the folder of \(place.publicURL)", "open \(place.publicURL)/ratebridge.cgi/",
                ]
            case .systemd:
                [
                    "install -m 755 ratebridge-fcgi /usr/local/bin/",
                    "cp ratebridge.socket ratebridge.service /etc/systemd/system/",
                    "fill in /etc/ratebridge/env (mode 600; .env.blank is the sample)",
                    "systemd-analyze verify /etc/systemd/system/ratebridge.socket /etc/systemd/system/ratebridge.service",
                    "systemctl daemon-reload && systemctl enable --now ratebridge.socket ratebridge.service",
                ]
            case .scaleOut:
                [
                    "cp -r ratebridge /etc/nginx/",
                    "ln -s ../ratebridge/ratebridge.conf /etc/nginx/conf.d/ratebridge.conf",
                    "nginx -t && nginx -s reload",
                ]
            }
        let settings = kind == .sharedHosting ? "" : "\nThe responder's settings: PUBLIC_URL=\(place.publicURL)"
        let named = provider.map { kind == .sharedHosting ? "" : " PROVIDER=\($0)" } ?? ""
        let located = folder.map { ", in \($0)" } ?? ""
        return "Next\(located):\n" + steps.map { "  \($0)" }.joined(separator: "\n") + settings + named
            + "\nThen: ratebridge doctor \(place.publicURL)/"
    }

    /// Where Apache starts the responder itself.
    private var program: [String] {
        guard kind == .apache, module != .proxy else { return [] }
        return [
            "install -m 755 ratebridge-fcgi /usr/local/bin/",
            "install -D -m 755 ratebridge/ratebridge.cgi /usr/local/lib/ratebridge/ratebridge.cgi",
            "fill in /etc/ratebridge/.env (root:www-data, mode 640; .env.blank is the sample)",
        ]
    }
}
