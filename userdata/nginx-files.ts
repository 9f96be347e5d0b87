import type { UserDataFile } from "./user-data";

/** Directory of the page that names the node. */
const SITE_ROOT = "/var/www/halab";

/**
 * The nginx site that answers with the node's page, and the page.
 *
 * @param port TCP port, 1–65535
 * @param page what the page says, without a newline at its end
 */
export const nginxFiles = (
	port: number,
	page: string,
): readonly UserDataFile[] => [
	{ path: `${SITE_ROOT}/index.html`, content: `${page}\n` },
	{
		path: "/etc/nginx/conf.d/halab.conf",
		// The watchdog does not name itself: what it asks many times a second is nothing for a log.
		content: `access_log /var/log/nginx/access.log combined if=$http_user_agent;
server {
	listen ${port} default_server;
	root ${SITE_ROOT};
	default_type text/plain;
	add_header Cache-Control no-store;
}
`,
	},
];
